import { HALF_LIFE_DAYS } from './day.ts';
import { P } from './features.ts';

/** Entries of the upper triangle of a symmetric p×p matrix, row by row. */
export const TRIANGLE = (P * (P + 1)) / 2;

/** Weight, mean and scatter of a user's features, faded to a day. */
export interface Moments {
  readonly asOfDay: number;
  readonly weight: number;
  readonly mean: readonly number[];
  /** Σ w·(x − mean)(x − mean)ᵀ, upper triangle. */
  readonly scatter: readonly number[];
}

/** The moments of nothing. */
export const NO_MOMENTS: Moments = {
  asOfDay: 0,
  weight: 0,
  mean: Array.from({ length: P }, () => 0),
  scatter: Array.from({ length: TRIANGLE }, () => 0),
};

/** The place of (i, j) in the upper triangle. */
export function triangleIndex(i: number, j: number): number {
  const [row, column] = i <= j ? [i, j] : [j, i];
  return row * P - (row * (row - 1)) / 2 + (column - row);
}

/** One observation for {@link addMoment}; NaN marks a feature that is not known. */
export interface Observation {
  readonly x: readonly number[];
  readonly day: number;
  /** Negative to take out what was added before. */
  readonly weight: number;
  /** The variance that an unknown feature adds, so that not looking does not make it sure. */
  readonly unknownVariance: readonly number[];
}

/**
 * Weighted Welford update with forgetting by time: weight ← λ·weight + w,
 * scatter ← λ·scatter + (λ·weight·w / new weight)·δδᵀ. An unknown feature counts as its mean plus
 * its own variance.
 */
export function addMoment(moments: Moments, observation: Observation): Moments {
  const { x, day, unknownVariance } = observation;
  const asOfDay = Math.max(day, moments.asOfDay);
  const fade = 2 ** (-(asOfDay - moments.asOfDay) / HALF_LIFE_DAYS);
  const added = observation.weight * 2 ** (-(asOfDay - day) / HALF_LIFE_DAYS);
  const before = moments.weight * fade;
  const weight = before + added;
  // A millionth is what rounding leaves when the only observation is taken out.
  if (weight < 1e-6) return { ...NO_MOMENTS, asOfDay };
  const delta = moments.mean.map((mean, i) => {
    const value = x[i] ?? Number.NaN;
    return Number.isNaN(value) ? 0 : value - mean;
  });
  const scatter = moments.scatter.map((sum) => sum * fade);
  const factor = (before * added) / weight;
  for (let i = 0; i < P; i += 1) {
    for (let j = i; j < P; j += 1) {
      const at = triangleIndex(i, j);
      scatter[at] = (scatter[at] ?? 0) + factor * (delta[i] ?? 0) * (delta[j] ?? 0);
    }
    if (Number.isNaN(x[i] ?? Number.NaN)) {
      const at = triangleIndex(i, i);
      scatter[at] = Math.max(0, (scatter[at] ?? 0) + added * (unknownVariance[i] ?? 1));
    }
  }
  return {
    asOfDay,
    weight,
    mean: moments.mean.map((mean, i) => mean + ((delta[i] ?? 0) * added) / weight),
    scatter,
  };
}
