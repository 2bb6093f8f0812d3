import { performance } from 'node:perf_hooks';

/** Time as a parameter: wall time to date a sweep, monotonic time to measure it. */
export interface Clock {
  readonly epochMs: () => number;
  /** Does not go back when the wall clock is set. */
  readonly monotonicMs: () => number;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  epochMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
