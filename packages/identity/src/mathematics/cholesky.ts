/** Keeps a pivot of a matrix that is singular by rounding from becoming zero. */
const PIVOT_MIN = 1e-10;

/**
 * The lower Cholesky factor of a symmetric positive definite p×p matrix, row by row in one array.
 * A pivot that rounding made non-positive is lifted to a tiny positive one.
 */
export function cholesky(matrix: ArrayLike<number>, p: number): number[] {
  // As many as there are features: beyond 64 bytes a typed array would lie outside the heap.
  const lower = Array<number>(p * p).fill(0.5);
  for (let i = 0; i < p; i += 1) {
    for (let j = i + 1; j < p; j += 1) lower[i * p + j] = 0;
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * p + j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (lower[i * p + k] ?? 0) * (lower[j * p + k] ?? 0);
      lower[i * p + j] =
        i === j ? Math.sqrt(Math.max(sum, PIVOT_MIN)) : sum / (lower[j * p + j] ?? 1);
    }
  }
  return lower;
}

/** Solves L·y = x for a lower triangular p×p L; |y|² is then the squared Mahalanobis distance. */
export function forwardSolve(
  lower: ArrayLike<number>,
  x: ArrayLike<number>,
  p: number,
): Float64Array {
  const y = new Float64Array(p);
  for (let i = 0; i < p; i += 1) {
    let sum = x[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= (lower[i * p + k] ?? 0) * (y[k] ?? 0);
    y[i] = sum / (lower[i * p + i] ?? 1);
  }
  return y;
}

/** Solves Lᵀ·z = y; after `forwardSolve`, z = Σ⁻¹·x. */
export function backwardSolve(
  lower: ArrayLike<number>,
  y: ArrayLike<number>,
  p: number,
): Float64Array {
  const z = new Float64Array(p);
  for (let i = p - 1; i >= 0; i -= 1) {
    let sum = y[i] ?? 0;
    for (let k = i + 1; k < p; k += 1) sum -= (lower[k * p + i] ?? 0) * (z[k] ?? 0);
    z[i] = sum / (lower[i * p + i] ?? 1);
  }
  return z;
}
