import { z } from 'zod';

/**
 * One contribution to a verdict. Positive contributions speak for an anomaly, negative ones
 * against it; the contributions of a verdict sum to its score.
 */
export const Reason = z.strictObject({
  code: z.string(),
  contribution: z.number(),
  text: z.string(),
});
export type Reason = z.infer<typeof Reason>;

/** The score of a verdict: the sum of its reasons' contributions. */
export function scoreOf(reasons: readonly Reason[]): number {
  return Number(reasons.reduce((sum, { contribution }) => sum + contribution, 0).toFixed(3));
}

/** Strongest contribution first, whichever its sign; equal ones by code, so the order is total. */
export function sortReasons(reasons: readonly Reason[]): Reason[] {
  return reasons.toSorted(
    (a, b) =>
      Math.abs(b.contribution) - Math.abs(a.contribution) ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}
