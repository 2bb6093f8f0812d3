/** A receiver may ask for a rest, not for silence. */
export const RETRY_AFTER_MAX_MS = 15 * 60_000;
const MS_PER_S = 1000;

/** Reads `Retry-After`: seconds, or a date. Undefined where it is neither. */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * MS_PER_S : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), RETRY_AFTER_MAX_MS);
}
