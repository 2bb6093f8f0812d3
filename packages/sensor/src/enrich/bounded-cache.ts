/** A map that forgets what was not asked for the longest, and what is older than its life. */
export interface BoundedCache<Value> {
  readonly get: (key: string) => Value | undefined;
  readonly set: (key: string, value: Value) => void;
  readonly delete: (key: string) => void;
  readonly size: () => number;
}

interface Entry<Value> {
  readonly value: Value;
  readonly until: number;
  /** How many had been put in when it was last put to the end. */
  moved: number;
}

export function createBoundedCache<Value>(options: {
  readonly entriesMax: number;
  readonly lifeMs: number;
  readonly clock: () => number;
}): BoundedCache<Value> {
  const { entriesMax, lifeMs, clock } = options;
  const entries = new Map<string, Entry<Value>>();
  const mortal = lifeMs !== Number.POSITIVE_INFINITY;
  let put = 0;
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (mortal && entry.until <= clock()) {
        entries.delete(key);
        return undefined;
      }
      // One that is still far from the front need not be moved each time that it is asked for.
      if (put - entry.moved >= entriesMax / 2) {
        entries.delete(key);
        entry.moved = put;
        entries.set(key, entry);
      }
      return entry.value;
    },
    set(key, value) {
      entries.delete(key);
      put += 1;
      entries.set(key, { value, until: mortal ? clock() + lifeMs : lifeMs, moved: put });
      if (entries.size <= entriesMax) return;
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        break;
      }
    },
    delete(key) {
      entries.delete(key);
    },
    size: () => entries.size,
  };
}
