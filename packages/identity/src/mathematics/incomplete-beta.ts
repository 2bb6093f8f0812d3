import { logGamma } from './log-gamma.ts';

/** Enough for 15 digits at every a, b that a Student-t of a signature has. */
const ITERATIONS_MAX = 300;
const PRECISION = 1e-15;
const TINY = 1e-300;

/**
 * The regularised incomplete beta function I_x(a, b), for a, b > 0 and x in [0, 1], by Lentz's
 * continued fraction (DLMF 8.17.22).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(1 - x, b, a)) / b;
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let product = d;
  for (let m = 1; m <= ITERATIONS_MAX; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    product *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const factor = d * c;
    product *= factor;
    if (Math.abs(factor - 1) < PRECISION) break;
  }
  return product;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
