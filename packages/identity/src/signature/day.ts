/** Milliseconds in a day. Signatures count time in days: hours are in the histogram. */
export const DAY_MS = 86_400_000;

/**
 * After this many days what was learned counts half. A habit of a season ago still helps, one of
 * a year ago hardly does; entries older than six months can go without harm (Wiefling et al.,
 * ACM TOPS 2022).
 */
export const HALF_LIFE_DAYS = 90;

/** Values that were not seen for this long are forgotten wholly: retention, not only decay. */
export const RETENTION_DAYS = 180;

/** What remains of a weight after some days. */
export function decayOver(days: number): number {
  return days > 0 ? 2 ** (-days / HALF_LIFE_DAYS) : 1;
}

/** Days since the epoch, to about a minute. */
export function dayOf(atMs: number): number {
  return Math.round((atMs / DAY_MS) * 1000) / 1000;
}
