const FIRST_MS = 500;
const MAX_MS = 60_000;
/** Each wait is between half and the whole of what it might be, so that sensors spread. */
const SPREAD = 0.5;
const DOUBLINGS_MAX = 10;

/**
 * How long to wait after so many failures in a row: 0.5 s, doubled to a minute, with jitter;
 * never less than the receiver asked for.
 *
 * @param random in [0, 1)
 */
export function backoffMs(
  failures: number,
  { random, retryAfterMs = 0 }: { readonly random: number; readonly retryAfterMs?: number },
): number {
  const doublings = Math.min(Math.max(failures - 1, 0), DOUBLINGS_MAX);
  const ms = Math.min(FIRST_MS * 2 ** doublings, MAX_MS);
  // Only ever longer than asked: all who were refused together would come back together.
  return Math.max(ms * (1 - SPREAD * random), retryAfterMs * (1 + (SPREAD * random) / 5));
}
