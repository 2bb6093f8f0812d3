import type { CaptureCoverage } from './capture.ts';
import type { CapturedEvent } from './captured-event.ts';

/** Counts what a rung hands over and what it knows it lost. */
export interface CoverageCounter {
  readonly event: (event: CapturedEvent) => void;
  readonly miss: (reason: string, events?: number) => void;
  readonly gap: () => void;
  /** What there is since the last call. */
  readonly take: () => CaptureCoverage;
}

export function createCoverageCounter(): CoverageCounter {
  let coverage = nothing();
  return {
    event(event) {
      coverage.received++;
      if (event.argvTruncated === true) coverage.truncated++;
      if (event.faulted === true) coverage.faulted++;
    },
    miss(reason, events = 1) {
      if (events > 0) coverage.missed[reason] = (coverage.missed[reason] ?? 0) + events;
    },
    gap() {
      coverage.pollingGaps++;
    },
    take() {
      const taken = coverage;
      coverage = nothing();
      return taken;
    },
  };
}

function nothing(): CaptureCoverage {
  return { received: 0, missed: {}, truncated: 0, faulted: 0, pollingGaps: 0 };
}
