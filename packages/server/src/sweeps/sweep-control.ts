import type { SweepTimer, SweepTimerStatus } from './sweep-timer.ts';

/** The sweeps of a server, for those who look at them and ask for one. */
export interface SweepControl {
  readonly everyMs: number;
  status(): SweepTimerStatus;
  /** Begins the next sweep at once; false where one is running, or none can. */
  now(): boolean;
}

const NOT_YET: SweepTimerStatus = {
  ...{ running: false, sweeps: 0, failed: 0, unrecorded: 0 },
  ...{ lastEndedMs: null, lastProblem: null },
};

/** Of a timer that is started once the server listens. */
export function sweepControl(everyMs: number, timer: () => SweepTimer | null): SweepControl {
  return {
    everyMs,
    status: () => timer()?.status() ?? NOT_YET,
    now: () => timer()?.now() ?? false,
  };
}
