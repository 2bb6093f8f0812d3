import type { Counted, VedetteCounts } from '../types.ts';

/** What happened since the process started; loss and failure are numbers that can be seen. */
export interface Counters {
  readonly count: (what: Counted, by?: number) => void;
  readonly snapshot: () => VedetteCounts;
}

/** Counters at zero. */
export function createCounters(): Counters {
  const counts: Record<Counted, number> = {
    assessed: 0,
    unassessed: 0,
    allowed: 0,
    challenged: 0,
    passed: 0,
    failed: 0,
    refused: 0,
    reported: 0,
    noSecondFactor: 0,
    conflicts: 0,
    storeFailures: 0,
    choreFailures: 0,
    eventFailures: 0,
    learned: 0,
  };
  return {
    count: (what, by = 1) => {
      counts[what] += by;
    },
    snapshot: () => ({ ...counts }),
  };
}
