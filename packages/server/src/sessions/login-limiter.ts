import { createRateLimiter, type RateLimiter } from '../api/rate-limit.ts';

/** A person who mistypes, and every ten seconds again. */
const OF_ONE = { burst: 10, perSecond: 0.1 };
/** A team that logs in after a restart; nobody gains by having many addresses. */
const OF_ALL = { burst: 100, perSecond: 1 };
const EVERYBODY = 'everybody';

/** The pace of attempts to log in, by address and altogether: right ones count like wrong ones. */
export function createLoginLimiter(): RateLimiter {
  const ofOne = createRateLimiter(OF_ONE);
  const ofAll = createRateLimiter(OF_ALL);
  // An address that is slowed takes nothing from the others.
  return (address, nowMs) => ofOne(address, nowMs) || ofAll(EVERYBODY, nowMs);
}
