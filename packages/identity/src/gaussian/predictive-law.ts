import { backwardSolve, cholesky, forwardSolve } from '../mathematics/cholesky.ts';
import { fTail } from '../mathematics/f-tail.ts';
import { FEATURES, P } from '../signature/features.ts';
import { type Moments, triangleIndex } from '../signature/moments.ts';

/** Sign-ins that the prior mean is worth. */
const KAPPA_PRIOR = 1;
/** Of the population's variance: within a user, the rest lies between users (it follows from κ). */
const WITHIN_SHARE = KAPPA_PRIOR / (KAPPA_PRIOR + 1);
/** Degrees of freedom of the prior scatter: above P + 1, so that its mean exists. */
const NU_PRIOR = 2 * P;
/** How far from its mean a feature counts, in standard deviations of the population. */
const WINSOR_DEVIATIONS = 6;
/** A user like a machine does not alarm on every minute: least share of the population's variance. */
const VARIANCE_SHARE_MIN = 0.05;

/** Background of a feature before anybody has signed in: mean and variance, rough but harmless. */
const DEFAULT_MEAN = [3, 3, 1, 1, 6, 0.1, 0.1] as const;
const DEFAULT_VARIANCE = [0.5, 2, 0.5, 0.5, 0.3, 0.2, 0.5] as const;
/** Sign-ins that this default is worth. */
const DEFAULT_WEIGHT = 20;

/** The population's law of features: mean, and covariance of all sign-ins of all users, p×p. */
export interface FeaturePrior {
  readonly mean: readonly number[];
  readonly covariance: readonly number[];
}

/** Between two confirmed sign-ins the prior is the same: it is worked out once. */
const PRIORS = new WeakMap<Moments, FeaturePrior>();

/** The prior from all users' confirmed sign-ins, with a default that few sign-ins outweigh. */
export function featurePrior(moments: Moments): FeaturePrior {
  const known = PRIORS.get(moments);
  if (known !== undefined) return known;
  const prior = workOutPrior(moments);
  PRIORS.set(moments, prior);
  return prior;
}

/** What an unknown feature adds to its own variance when a sign-in is learned. */
export function priorVariances({ covariance }: FeaturePrior): number[] {
  return FEATURES.map((_, i) => covariance[i * P + i] ?? 1);
}

function workOutPrior(moments: Moments): FeaturePrior {
  const weight = moments.weight + DEFAULT_WEIGHT;
  const mean = FEATURES.map(
    (_, i) =>
      ((moments.mean[i] ?? 0) * moments.weight + (DEFAULT_MEAN[i] ?? 0) * DEFAULT_WEIGHT) / weight,
  );
  const covariance = Array.from({ length: P * P }, (_, at) => {
    const i = Math.floor(at / P);
    const j = at % P;
    const own = i === j ? (DEFAULT_VARIANCE[i] ?? 1) * DEFAULT_WEIGHT : 0;
    return ((moments.scatter[triangleIndex(i, j)] ?? 0) + own) / weight;
  });
  return { mean, covariance };
}

/** How a feature vector lies under the user's predictive law. */
export interface Fit {
  /** P(a legitimate sign-in lies at least as far out). */
  readonly p: number;
  /** Squared Mahalanobis distance under the predictive scale. */
  readonly distance: number;
  /** Indices of the features that were known; the arrays below follow them. */
  readonly known: readonly number[];
  readonly deviation: Float64Array;
  /** Σ, q×q. An ordinary array: a typed one of this size lives outside the heap, and costs more. */
  readonly scale: readonly number[];
  /** d_i·(Σ⁻¹d)_i: exactly the Shapley value of the distance (Mayrhofer & Filzmoser 2023). */
  readonly shapley: readonly number[];
}

/**
 * The predictive law of a normal–inverse-Wishart posterior: the next vector is a multivariate
 * Student-t with ν = ν_n − p + 1 degrees of freedom around μ_n with scale
 * Ψ_n·(κ_n + 1)/(κ_n·ν), so that p = P(F_{q,ν} ≥ d²/q) for the q known features (Murphy 2007,
 * eq. 258 and following). One formula from the first sign-in to the last: no learning period.
 */
export function fitFeatures(
  x: readonly number[],
  user: Moments,
  { mean: priorMean, covariance }: FeaturePrior,
): Fit {
  const n = user.weight;
  const kappa = KAPPA_PRIOR + n;
  const nu = NU_PRIOR + n - P + 1;
  const pull = (KAPPA_PRIOR * n) / kappa;
  const inflate = (kappa + 1) / (kappa * nu);
  const known: number[] = [];
  for (let i = 0; i < P; i += 1) if (!Number.isNaN(x[i] ?? Number.NaN)) known.push(i);
  const q = known.length;
  const deviation = new Float64Array(q);
  const scale = Array<number>(q * q).fill(0.5);
  for (let a = 0; a < q; a += 1) {
    const i = known[a] ?? 0;
    const center = priorMean[i] ?? 0;
    const reach = WINSOR_DEVIATIONS * Math.sqrt(covariance[i * P + i] ?? 1);
    const value = Math.min(center + reach, Math.max(center - reach, x[i] ?? 0));
    const shift = (user.mean[i] ?? 0) - center;
    deviation[a] = value - center - (n / kappa) * shift;
    for (let b = 0; b <= a; b += 1) {
      const j = known[b] ?? 0;
      const prior = covariance[i * P + j] ?? 0;
      const psi =
        (NU_PRIOR - P - 1) * WITHIN_SHARE * prior +
        (user.scatter[triangleIndex(i, j)] ?? 0) +
        pull * shift * ((user.mean[j] ?? 0) - (priorMean[j] ?? 0));
      const floor = i === j ? prior * VARIANCE_SHARE_MIN * nu : 0;
      const entry = Math.max(psi, floor === 0 ? -Infinity : floor) * inflate;
      scale[a * q + b] = entry;
      scale[b * q + a] = entry;
    }
  }
  const lower = cholesky(scale, q);
  const y = forwardSolve(lower, deviation, q);
  const z = backwardSolve(lower, y, q);
  let distance = 0;
  const shapley: number[] = [];
  for (let a = 0; a < q; a += 1) {
    const value = y[a] ?? 0;
    distance += value * value;
    shapley.push((deviation[a] ?? 0) * (z[a] ?? 0));
  }
  const p = q === 0 ? 1 : fTail(distance / q, q, nu);
  return { p, distance, known, deviation, scale, shapley };
}
