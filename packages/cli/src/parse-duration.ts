import { InvalidArgumentError } from 'commander';

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** The longest delay that a timer takes (2^31 - 1 ms), in whole days. */
const DAYS_MAX = 24;
/** Sweeping without a pause is no schedule. */
const EVERY_MS_MIN = 10_000;
const EXPIRES_DAYS_MAX = 3660;

/** Reads a duration such as `90s`, `15m`, `12h` or `30d` as milliseconds. */
function parseDuration(text: string): number {
  const match = /^(\d{1,7})([smhd])$/.exec(text);
  const unit = match?.[2];
  if (unit !== 's' && unit !== 'm' && unit !== 'h' && unit !== 'd') {
    throw new InvalidArgumentError('Write a number and a unit: 90s, 15m, 12h or 30d.');
  }
  return Number(match?.[1]) * UNIT_MS[unit];
}

/** The pause of `--every`, in milliseconds. */
export function parseEvery(text: string): number {
  const ms = parseDuration(text);
  if (ms >= EVERY_MS_MIN && ms <= DAYS_MAX * UNIT_MS.d) return ms;
  throw new InvalidArgumentError(`It must be between 10s and ${DAYS_MAX}d.`);
}

/** How long an approval holds, in milliseconds. */
export function parseExpiry(text: string): number {
  const ms = parseDuration(text);
  if (ms > 0 && ms <= EXPIRES_DAYS_MAX * UNIT_MS.d) return ms;
  throw new InvalidArgumentError(`It must be between 1s and ${EXPIRES_DAYS_MAX}d.`);
}
