import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import { backwardSolve, cholesky } from '../mathematics/cholesky.ts';
import { P } from '../signature/features.ts';
import { addMoment, NO_MOMENTS } from '../signature/moments.ts';
import { corrMax } from './corr-max.ts';
import { type FeaturePrior, fitFeatures } from './predictive-law.ts';

const NOMINAL = 0.01;
const TRIALS = 12_000;

/** A covariance with correlations, as features have them. */
const COVARIANCE = Array.from({ length: P * P }, (_, at) => {
  const i = Math.floor(at / P);
  const j = at % P;
  return i === j ? 1 + i / 4 : 0.35 * Math.sqrt((1 + i / 4) * (1 + j / 4));
});
const PRIOR: FeaturePrior = {
  mean: Array.from({ length: P }, (_, i) => i),
  covariance: COVARIANCE,
};

/** Mulberry32, to draw the same users each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The share of legitimate sign-ins with p below the nominal level, after n sign-ins. */
function falseAlarms(n: number, trials: number): number {
  const random = seeded(7 + n);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const lower = cholesky(COVARIANCE, P);
  const multiply = (y: ArrayLike<number>): number[] =>
    Array.from({ length: P }, (_, i) => {
      let sum = 0;
      for (let k = 0; k <= i; k += 1) sum += (lower[i * P + k] ?? 0) * (y[k] ?? 0);
      return sum;
    });
  // Users differ as the prior says: Σ is inverse-Wishart with ν = 2p and mean half the
  // population's covariance (Bartlett: Σ = L·A⁻ᵀ·A⁻¹·Lᵀ), and the user's mean is N(μ, Σ).
  const drawUser = (): ((center: readonly number[]) => number[]) => {
    const bartlett = new Float64Array(P * P);
    for (let i = 0; i < P; i += 1) {
      let chiSquare = 0;
      for (let k = 0; k < 2 * P - i; k += 1) chiSquare += normal() ** 2;
      bartlett[i * P + i] = Math.sqrt(chiSquare);
      for (let j = 0; j < i; j += 1) bartlett[i * P + j] = normal();
    }
    const scale = Math.sqrt((P - 1) / 2);
    return (center) => {
      const y = backwardSolve(bartlett, Array.from({ length: P }, normal), P);
      return multiply(y).map((value, i) => (center[i] ?? 0) + scale * value);
    };
  };
  let alarms = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const around = drawUser();
    const own = around(PRIOR.mean);
    let moments = NO_MOMENTS;
    for (let k = 0; k < n; k += 1)
      moments = addMoment(moments, { x: around(own), day: 0, weight: 1, unknownVariance: [] });
    if (fitFeatures(around(own), moments, PRIOR).p < NOMINAL) alarms += 1;
  }
  return alarms / trials;
}

describe('the predictive law', () => {
  for (const [n, trials] of [
    [0, TRIALS],
    [1, TRIALS],
    [3, TRIALS],
    [8, 6000],
    [20, 5000],
    [100, 2500],
  ] as const) {
    test(`false alarms at nominal 1 % lie between 0.5 and 1.5 % after ${n} sign-ins`, () => {
      const share = falseAlarms(n, trials);
      assert.ok(share >= 0.005 && share <= 0.015, `${(100 * share).toFixed(2)} %`);
    });
  }

  test('an unknown feature is left out, not held against anybody', () => {
    const x = PRIOR.mean.map((value, i) => (i === 4 ? Number.NaN : value));
    const { known, p } = fitFeatures(x, NO_MOMENTS, PRIOR);
    assert.deepEqual(known, [0, 1, 2, 3, 5, 6]);
    assert.ok(p > 0.99);
    assert.equal(
      fitFeatures(
        x.map(() => Number.NaN),
        NO_MOMENTS,
        PRIOR,
      ).p,
      1,
    );
  });
});

describe('breakdowns', () => {
  const vector = fc.array(fc.double({ min: -6, max: 6, noNaN: true }), {
    minLength: P,
    maxLength: P,
  });

  test('corr-max is never negative; it and Shapley sum to the distance', () => {
    fc.assert(
      fc.property(vector, (x) => {
        const { deviation, scale, distance, shapley } = fitFeatures(x, NO_MOMENTS, PRIOR);
        const parts = corrMax(deviation, scale);
        const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
        assert.ok(parts.every((part) => part >= 0));
        assert.ok(Math.abs(sum(parts) - distance) < 1e-6 * (1 + distance));
        assert.ok(Math.abs(sum(shapley) - distance) < 1e-6 * (1 + distance));
      }),
    );
  });

  test('agrees with the published example: ρ = 0.95, x = (3, 2)', () => {
    const parts = corrMax([3, 2], [1, 0.95, 0.95, 1]);
    assert.deepEqual(
      parts.map((part) => Number(part.toFixed(1))),
      [16.2, 0.2],
    );
  });
});
