import {
  addCoverage,
  emptyCoverage,
  type ExecutionBatch,
  type SensorCoverage,
} from '@vedette/core';

/** The coverage of all batches, and whether it accounts for every event that was received. */
export function sumCoverage(batches: Iterable<ExecutionBatch>): {
  readonly coverage: SensorCoverage;
  readonly delivered: number;
  readonly unaccounted: number;
} {
  let coverage = emptyCoverage();
  let delivered = 0;
  for (const batch of batches) {
    delivered += batch.events.length;
    if (batch.coverage !== undefined) coverage = addCoverage(coverage, batch.coverage);
  }
  const dropped = Object.values(coverage.dropped).reduce((sum, count) => sum + count, 0);
  const { received, evicted, refused, restored } = coverage;
  const known = delivered + dropped + evicted.events + refused.events - restored.events;
  return { coverage, delivered, unaccounted: received - known };
}
