import { symmetricEigen } from '../mathematics/symmetric-eigen.ts';

/** Keeps near-collinear features from being blown up. */
const EIGENVALUE_MIN = 1e-9;

/**
 * The corr-max partition of a squared Mahalanobis distance (Garthwaite & Koch 2016): squares of
 * w = P^(−1/2)·D^(−1/2)·d, with P the correlation matrix. Parts are never negative and sum to the
 * distance, so that each can be shown to a person as a share.
 *
 * @param deviation d, q long
 * @param scale Σ, q×q
 */
export function corrMax(deviation: ArrayLike<number>, scale: ArrayLike<number>): number[] {
  const q = deviation.length;
  const sd = Array.from({ length: q }, (_, i) => Math.sqrt(scale[i * q + i] ?? 1));
  const correlation = Array.from(
    { length: q * q },
    (_, at) => (scale[at] ?? 0) / ((sd[Math.floor(at / q)] ?? 1) * (sd[at % q] ?? 1)),
  );
  const { values, vectors } = symmetricEigen(correlation, q);
  const z = Array.from(deviation, (d, i) => d / (sd[i] ?? 1));
  const rotated = Array.from({ length: q }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < q; i += 1) sum += (vectors[i * q + k] ?? 0) * (z[i] ?? 0);
    return sum / Math.sqrt(Math.max(values[k] ?? 0, EIGENVALUE_MIN));
  });
  return Array.from({ length: q }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < q; k += 1) sum += (vectors[i * q + k] ?? 0) * (rotated[k] ?? 0);
    return sum * sum;
  });
}
