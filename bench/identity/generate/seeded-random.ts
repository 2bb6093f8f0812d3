/** Draws from a seed: the same seed, the same population. */
export interface SeededRandom {
  /** In [0, 1). */
  readonly next: () => number;
  readonly chance: (p: number) => boolean;
  readonly whole: (below: number) => number;
  readonly exponential: (mean: number) => number;
  readonly normal: () => number;
  readonly poisson: (mean: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** Picks by weight. */
  readonly weighted: <T>(from: readonly (readonly [T, number])[]) => T;
}

/** Mulberry32: 32 bits of state are enough for a synthetic population. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(next() * from.length)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  };
  return {
    next,
    chance: (p) => next() < p,
    whole: (below) => Math.floor(next() * below),
    exponential: (mean) => -Math.log(1 - next()) * mean,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    poisson: (mean) => {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
    pick,
    weighted: (from) => {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of from) {
        left -= weight;
        if (left < 0) return value;
      }
      return pick(from)[0];
    },
  };
}
