/** How long to wait between attempts. */
export interface BackoffSettings {
  /** After the first failure. */
  readonly firstMs: number;
  readonly maxMs: number;
}

/** Quick for a receiver that restarts, and within an hour of one that was away for a day. */
export const BACKOFF: BackoffSettings = { firstMs: 2_000, maxMs: 3_600_000 };

/** However long a receiver asks to be left alone. */
export const RETRY_AFTER_MAX_MS = 6 * 3_600_000;
const GROWTH = 2;
const FAILURES_MAX = 40;

/**
 * The pause after so many failures in a row: exponential, half of it random, so that many senders
 * do not fall into step; never shorter than the receiver asked for.
 *
 * @param random in [0, 1)
 */
export function backoffMs(
  failures: number,
  {
    settings,
    random,
    afterMs,
  }: {
    readonly settings: BackoffSettings;
    readonly random: number;
    readonly afterMs: number | null;
  },
): number {
  const power = GROWTH ** Math.min(FAILURES_MAX, Math.max(0, failures - 1));
  const full = Math.min(settings.maxMs, settings.firstMs * power);
  const own = full / 2 + (full / 2) * random;
  return Math.max(own, Math.min(afterMs ?? 0, RETRY_AFTER_MAX_MS));
}
