import type { SensorCoverage } from '@vedette/core';
import { z } from 'zod';

import type { CoverageRow, EventStore } from '../event-store.ts';
import { READ_SETTINGS } from '../query-limits.ts';
import { COVERAGE_COUNTS, COVERAGE_REASONS } from '../rows/coverage-columns.ts';
import type { SqlEngine } from '../sql-engine.ts';

/**
 * Added up as floats: exact as far as a count may go, and beyond it a hostile sensor's numbers
 * neither overflow nor wrap around.
 */
const SUMS = [
  ...Object.keys(COVERAGE_COUNTS).map((name) => `sum(toFloat64(${name})) AS ${name}`),
  ...COVERAGE_REASONS.map(
    (name) => `sumMap(mapApply((reason, count) -> (reason, toFloat64(count)), ${name})) AS ${name}`,
  ),
].join(', ');
const Sum = z.number().transform((sum) => Math.min(sum, Number.MAX_SAFE_INTEGER));
const Reasons = z.record(z.string(), Sum);
const StoredCoverage = z.object({
  host: z.string(),
  position: z.number(),
  received_ms: z.number(),
  received: Sum,
  truncated: Sum,
  faulted: Sum,
  polling_gaps: Sum,
  evicted_batches: Sum,
  evicted_events: Sum,
  refused_batches: Sum,
  refused_events: Sum,
  restored_batches: Sum,
  restored_events: Sum,
  rejected: Sum,
  corrupt: Sum,
  unclean_stops: Sum,
  missed: Reasons,
  dropped: Reasons,
});

/** What the sensors said in a time that they lost, added up by host, in the hosts' order. */
export async function coverageByHost(
  engine: SqlEngine,
  { org, fromMs, toMs }: Parameters<EventStore['coverage']>[0],
): Promise<readonly CoverageRow[]> {
  const found = await engine.query({
    // In a query of its own, so that a sum may have the name of what is added up.
    sql: `SELECT host, max(position) AS position, max(received_ms) AS received_ms, ${SUMS} FROM (SELECT * FROM sensor_coverage FINAL WHERE org = {org:String} AND received_ms >= {from:Float64} AND received_ms < {to:Float64}) AS stored GROUP BY host ORDER BY host${READ_SETTINGS}`,
    params: { org, from: fromMs, to: toMs },
  });
  return found.map((value) => {
    const row = StoredCoverage.parse(value);
    const { host, position, received_ms: receivedMs, missed, dropped } = row;
    const coverage: SensorCoverage = {
      received: row.received,
      missed,
      dropped,
      truncated: row.truncated,
      faulted: row.faulted,
      pollingGaps: row.polling_gaps,
      evicted: { batches: row.evicted_batches, events: row.evicted_events },
      refused: { batches: row.refused_batches, events: row.refused_events },
      restored: { batches: row.restored_batches, events: row.restored_events },
      rejected: row.rejected,
      corrupt: row.corrupt,
      uncleanStops: row.unclean_stops,
    };
    return { org, position, receivedMs, host, coverage };
  });
}
