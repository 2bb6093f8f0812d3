import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import { backwardSolve, cholesky, forwardSolve } from './cholesky.ts';
import { fTail } from './f-tail.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { logGamma } from './log-gamma.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

const P = 5;
const rows = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
  minLength: P * P,
  maxLength: P * P,
});

/** A·Aᵀ + I is positive definite whatever A is. */
function positiveDefinite(a: readonly number[]): number[] {
  return Array.from({ length: P * P }, (_, index) => {
    const i = Math.floor(index / P);
    const j = index % P;
    let sum = i === j ? 1 : 0;
    for (let k = 0; k < P; k += 1) sum += (a[i * P + k] ?? 0) * (a[j * P + k] ?? 0);
    return sum;
  });
}

function close(actual: number, expected: number, tolerance = 1e-9): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
}

describe('tails', () => {
  test('ln Γ of whole numbers is the logarithm of a factorial', () => {
    close(logGamma(1), 0, 1e-12);
    close(logGamma(5), Math.log(24), 1e-12);
    close(logGamma(0.5), Math.log(Math.sqrt(Math.PI)), 1e-12);
  });

  test('table values of the F law (5 % points, any statistics book)', () => {
    close(fTail(4.9646, 1, 10), 0.05, 1e-5);
    close(fTail(3.0946, 6, 10), 0.0561, 2e-3);
    close(fTail(2.5336, 6, 27), 0.0447, 2e-3);
    close(fTail(161.4476, 1, 1), 0.05, 1e-6);
    close(fTail(19.33, 6, 2), 0.05, 1e-4);
    assert.equal(fTail(0, 3, 3), 1);
  });

  test('I_x(a, b) is symmetric, bounded and rises with x', () => {
    const shape = fc.double({ min: 0.1, max: 200, noNaN: true });
    const unit = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(unit, unit, shape, shape, (x, y, a, b) => {
        const low = incompleteBeta(Math.min(x, y), a, b);
        const high = incompleteBeta(Math.max(x, y), a, b);
        assert.ok(low >= -1e-12 && high <= 1 + 1e-12 && low <= high + 1e-9);
        close(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a), 1, 1e-8);
      }),
    );
  });
});

describe('matrices', () => {
  test('solving with the factor inverts the matrix', () => {
    fc.assert(
      fc.property(rows, (a) => {
        const matrix = positiveDefinite(a);
        const x = Array.from({ length: P }, (_, i) => i - 2);
        const lower = cholesky(matrix, P);
        const z = backwardSolve(lower, forwardSolve(lower, x, P), P);
        for (let i = 0; i < P; i += 1) {
          let sum = 0;
          for (let k = 0; k < P; k += 1) sum += (matrix[i * P + k] ?? 0) * (z[k] ?? 0);
          close(sum, x[i] ?? 0, 1e-6);
        }
      }),
    );
  });

  test('eigenvectors and eigenvalues give the matrix back', () => {
    fc.assert(
      fc.property(rows, (a) => {
        const matrix = positiveDefinite(a);
        const { values, vectors } = symmetricEigen(matrix, P);
        for (let i = 0; i < P; i += 1) {
          for (let j = 0; j < P; j += 1) {
            let sum = 0;
            for (let k = 0; k < P; k += 1)
              sum += (vectors[i * P + k] ?? 0) * (values[k] ?? 0) * (vectors[j * P + k] ?? 0);
            close(sum, matrix[i * P + j] ?? 0, 1e-6);
          }
        }
      }),
    );
  });
});
