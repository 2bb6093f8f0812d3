/** How often one caller may ask: so many at once, and then at this pace. */
export interface RateLimit {
  readonly burst: number;
  readonly perSecond: number;
}

/** Seconds to wait, or 0 to go ahead. */
export type RateLimiter = (caller: string, nowMs: number) => number;

interface Bucket {
  tokens: number;
  atMs: number;
}

const MS_PER_SECOND = 1_000;
/** More callers than an installation has tokens; beyond it the longest silent one starts anew. */
const CALLERS_MAX = 10_000;

/** Token buckets by caller, in bounded memory. */
export function createRateLimiter({ burst, perSecond }: RateLimit): RateLimiter {
  const buckets = new Map<string, Bucket>();
  return (caller, nowMs) => {
    const bucket = buckets.get(caller) ?? { tokens: burst, atMs: nowMs };
    const elapsedMs = Math.max(0, nowMs - bucket.atMs);
    bucket.tokens = Math.min(burst, bucket.tokens + (elapsedMs * perSecond) / MS_PER_SECOND);
    bucket.atMs = nowMs;
    // Deleted first, so that the map is in the order of last use.
    buckets.delete(caller);
    buckets.set(caller, bucket);
    if (buckets.size > CALLERS_MAX) dropOldest(buckets);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return 0;
    }
    return Math.ceil((1 - bucket.tokens) / perSecond);
  };
}

function dropOldest(buckets: Map<string, Bucket>): void {
  const [oldest] = buckets.keys();
  if (oldest !== undefined) buckets.delete(oldest);
}
