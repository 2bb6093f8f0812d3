import { addCoverage, emptyCoverage, type SensorCoverage } from '@vedette/core';

/** Bounds the names of reasons, which the parts of the sensor choose: there are some ten. */
const REASONS_MAX = 32;

/** Keeps what no batch has told yet. */
export interface CoverageLedger {
  readonly add: (change: Partial<SensorCoverage>) => void;
  readonly drop: (reason: string, events?: number) => void;
  readonly received: (events?: number) => void;
  /** What there is, which stays. */
  readonly peek: () => SensorCoverage;
  /** What there is, which the caller now owns. */
  readonly take: () => SensorCoverage;
  /** Whether there is more to tell than events that will be delivered anyway. */
  readonly hasLosses: () => boolean;
}

export function createCoverageLedger(): CoverageLedger {
  let coverage = emptyCoverage();
  let losses = false;
  return {
    add(change) {
      losses = true;
      coverage = addCoverage(coverage, { ...emptyCoverage(), ...change });
    },
    drop(reason, events = 1) {
      losses = true;
      const name =
        reason in coverage.dropped || Object.keys(coverage.dropped).length < REASONS_MAX
          ? reason
          : 'other';
      coverage.dropped[name] = (coverage.dropped[name] ?? 0) + events;
    },
    received(events = 1) {
      coverage.received += events;
    },
    peek: () => coverage,
    take() {
      const taken = coverage;
      coverage = emptyCoverage();
      losses = false;
      return taken;
    },
    hasLosses: () => losses,
  };
}
