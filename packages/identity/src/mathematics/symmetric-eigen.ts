/** Cyclic Jacobi converges quadratically; matrices up to 10×10 need about six sweeps. */
const SWEEPS_MAX = 30;
const OFF_DIAGONAL_MAX = 1e-14;

/** Eigenvalues, and eigenvectors as the columns of a p×p matrix. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Eigen-decomposition of a symmetric p×p matrix by cyclic Jacobi rotations (Golub & Van Loan,
 * Matrix Computations, 8.5).
 */
export function symmetricEigen(matrix: ArrayLike<number>, p: number): Eigen {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(p * p);
  for (let i = 0; i < p; i += 1) vectors[i * p + i] = 1;
  for (let sweep = 0; sweep < SWEEPS_MAX && offDiagonal(a, p) > OFF_DIAGONAL_MAX; sweep += 1) {
    for (let i = 0; i < p; i += 1) {
      for (let j = i + 1; j < p; j += 1) rotate({ a, vectors, p, i, j });
    }
  }
  return { values: Float64Array.from({ length: p }, (_, i) => a[i * p + i] ?? 0), vectors };
}

function offDiagonal(a: Float64Array, p: number): number {
  let sum = 0;
  for (let i = 0; i < p; i += 1) {
    for (let j = i + 1; j < p; j += 1) sum += (a[i * p + j] ?? 0) ** 2;
  }
  return sum;
}

interface Rotation {
  readonly a: Float64Array;
  readonly vectors: Float64Array;
  readonly p: number;
  readonly i: number;
  readonly j: number;
}

function rotate({ a, vectors, p, i, j }: Rotation): void {
  const pivot = a[i * p + j] ?? 0;
  if (pivot === 0) return;
  const theta = ((a[j * p + j] ?? 0) - (a[i * p + i] ?? 0)) / (2 * pivot);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  turn(a, { from: i, to: j, step: p, p, c, s });
  turn(a, { from: i * p, to: j * p, step: 1, p, c, s });
  turn(vectors, { from: i, to: j, step: p, p, c, s });
}

interface Turn {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly p: number;
  readonly c: number;
  readonly s: number;
}

/** Rotates two rows (step 1) or two columns (step p) against each other. */
function turn(values: Float64Array, { from, to, step, p, c, s }: Turn): void {
  for (let k = 0; k < p; k += 1) {
    const x = from + k * step;
    const y = to + k * step;
    const left = values[x] ?? 0;
    const right = values[y] ?? 0;
    values[x] = c * left - s * right;
    values[y] = s * left + c * right;
  }
}
