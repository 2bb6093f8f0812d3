import { incompleteBeta } from './incomplete-beta.ts';

/**
 * P(F ≥ f) for an F law with d1 and d2 degrees of freedom: the p-value of a squared Mahalanobis
 * distance under a predictive Student-t (Abramowitz & Stegun 26.6.2).
 */
export function fTail(f: number, d1: number, d2: number): number {
  if (!(f > 0)) return 1;
  return incompleteBeta(d2 / (d2 + d1 * f), d2 / 2, d1 / 2);
}
