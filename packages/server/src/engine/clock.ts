import { setTimeout as sleep } from 'node:timers/promises';

/** Time for what is no fold: retries, blocks, checkpoints. */
export interface Clock {
  /** Unix time in ms. */
  nowMs(): number;
  /** Resolves after the time, or at once when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The time of this machine. */
export const MACHINE_CLOCK: Clock = {
  nowMs: () => Date.now(),
  sleep: (ms, signal) =>
    sleep(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    }),
};
