import { AsyncLocalStorage } from 'node:async_hooks';

/** Minutes that a request's clock is ahead (or, negative, behind). */
export const CLOCK_OFFSET_HEADER = 'x-demo-clock-offset';

/** Twenty years either way: enough for any story, and a valid date. */
const OFFSET_MINUTES_MAX = 20 * 365 * 24 * 60;
const MINUTE_MS = 60_000;

/** A clock that each request can set for itself; only with `--demo`. */
export interface DemoClock {
  readonly nowMs: () => number;
  /** Runs a request by the clock that its header asks for. */
  readonly run: <T>(header: string | null, work: () => T) => T;
}

/** Makes the clock; where it is not a demonstration, it is just the clock. */
export function createDemoClock(isDemo: boolean): DemoClock {
  const offsets = new AsyncLocalStorage<number>();
  return {
    nowMs: () => Date.now() + (offsets.getStore() ?? 0),
    run: (header, work) => {
      const minutes = Number(header ?? 0);
      const isUsable = isDemo && Math.abs(minutes) <= OFFSET_MINUTES_MAX;
      return offsets.run(isUsable ? Math.round(minutes) * MINUTE_MS : 0, work);
    },
  };
}
