/** Counts by name, bounded: past the bound everything is halved and what is light goes. */
export interface Counts {
  readonly add: (key: string, weight?: number) => void;
  readonly get: (key: string) => number;
  readonly total: () => number;
  readonly size: () => number;
  /** How often the bound was hit. */
  readonly halvings: () => number;
  readonly entries: () => [string, number][];
}

/** Counts that hold at most `max` names. */
export function createCounts(
  max: number,
  from: readonly (readonly [string, number])[] = [],
): Counts {
  const counts = new Map<string, number>(from.slice(0, max));
  let total = counts.values().reduce((sum, count) => sum + count, 0);
  let halvings = 0;
  const halve = (): void => {
    halvings += 1;
    total = 0;
    for (const [key, count] of counts) {
      if (count < 2) counts.delete(key);
      else {
        counts.set(key, count / 2);
        total += count / 2;
      }
    }
  };
  return {
    add: (key, weight = 1) => {
      const before = counts.get(key);
      if (before === undefined && counts.size >= max) halve();
      // Halving may not have made room: then a stranger is not counted.
      if (before === undefined && counts.size >= max) return;
      counts.set(key, (counts.get(key) ?? 0) + weight);
      total += weight;
    },
    get: (key) => counts.get(key) ?? 0,
    total: () => total,
    size: () => counts.size,
    halvings: () => halvings,
    entries: () => [...counts],
  };
}
