import { setTimeout as delay } from 'node:timers/promises';

const CONDITION_MAX_MS = 30_000;
const LOOK_EVERY_MS = 20;

/** Looks until what is seen is as it should be, and returns what was seen last. */
export async function until<T>(
  look: () => T | Promise<T>,
  done: (seen: T) => boolean,
  maxMs: number = CONDITION_MAX_MS,
): Promise<T> {
  const deadline = performance.now() + maxMs;
  for (;;) {
    const seen = await look();
    if (done(seen) || performance.now() > deadline) return seen;
    await delay(LOOK_EVERY_MS);
  }
}
