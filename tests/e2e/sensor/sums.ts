import {
  addCoverage,
  emptyCoverage,
  type ExecutionBatch,
  type ExecutionEvent,
  type SensorCoverage,
} from '@vedette/core';

/** The coverage of all batches, and how many received events it does not account for. */
export function sumsOf(batches: ReadonlyMap<string, ExecutionBatch>): {
  readonly coverage: SensorCoverage;
  readonly unaccounted: number;
} {
  const all = [...batches.values()];
  const coverage = all.reduce(
    (sum, batch) => (batch.coverage === undefined ? sum : addCoverage(sum, batch.coverage)),
    emptyCoverage(),
  );
  const dropped = Object.values(coverage.dropped).reduce((sum, count) => sum + count, 0);
  const { received, evicted, refused, restored } = coverage;
  const known = eventsOf(batches).length + dropped + evicted.events + refused.events;
  return { coverage, unaccounted: received - (known - restored.events) };
}

export function eventsOf(batches: ReadonlyMap<string, ExecutionBatch>): ExecutionEvent[] {
  return [...batches.values()].flatMap(({ events }) => events);
}

/** How often each marked execution was delivered, by the number behind the mark. */
export function deliveries(
  batches: ReadonlyMap<string, ExecutionBatch>,
  mark: string,
): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { kind, argv } of eventsOf(batches)) {
    if (kind !== 'exec' || argv[1] !== mark) continue;
    const number = Number(argv[2]);
    if (!Number.isInteger(number)) continue;
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}
