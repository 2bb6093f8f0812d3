import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 500;

/** How long to look for something. */
export interface Patience {
  readonly forMs: number;
  /** Looking ends early with it. */
  readonly stop: AbortSignal;
  readonly everyMs?: number;
}

/** Looks again and again until something is there; undefined when time or patience is over. */
export async function poll<T>(
  look: () => Promise<T | undefined>,
  { forMs, stop, everyMs = LOOK_EVERY_MS }: Patience,
): Promise<T | undefined> {
  const endMs = performance.now() + forMs;
  while (!stop.aborted) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() >= endMs) return undefined;
    await pause(everyMs, stop);
  }
  return undefined;
}

/** Waits, or less where `stop` comes. */
export async function pause(ms: number, stop: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal: stop });
  } catch (error) {
    if (!stop.aborted) throw error;
  }
}
