import { EventSource } from '@vedette/core';
import { z } from 'zod';

import type { EventStore, HostActivity } from '../event-store.ts';
import { READ_SETTINGS } from '../query-limits.ts';
import type { SqlEngine } from '../sql-engine.ts';

const HOURS = 24;
const HOUR_MS = 3_600_000;
/** Rows of hosts and hours, those heard of last first: a thousand hosts with a full day each. */
const ROWS_MAX = 25_000;

const Row = z.object({
  host: z.string(),
  hour: z.number(),
  events: z.number(),
  executions: z.number(),
  last_ms: z.number(),
  source: EventSource.nullable(),
});

/** What came from each host: in a span, by hours of a day, and when last. In one pass of the table. */
export async function hostActivity(
  engine: SqlEngine,
  query: Parameters<EventStore['activity']>[0],
): Promise<readonly HostActivity[]> {
  const { org, fromMs, toMs, sinceMs, hoursFromMs } = query;
  const found = await engine.query({
    sql: `SELECT host, if(t >= {hours:Float64} AND t < {hours:Float64} + ${HOURS * HOUR_MS}, toUInt8((t - {hours:Float64}) / ${HOUR_MS}), ${HOURS}) AS hour, countIf(t >= {from:Float64} AND t < {to:Float64}) AS events, countIf(kind = 'exec') AS executions, max(received_ms) AS last_ms, argMax(source, received_ms) AS source FROM execution_events WHERE org = {org:String} AND t >= {since:Float64} AND t < {until:Float64} GROUP BY host, hour ORDER BY last_ms DESC, host ASC LIMIT {rows:UInt32}${READ_SETTINGS}`,
    params: {
      ...{ org: org.toWellFormed(), from: fromMs, to: toMs, hours: hoursFromMs, rows: ROWS_MAX },
      since: Math.min(sinceMs, fromMs, hoursFromMs),
      until: Math.max(toMs, hoursFromMs + HOURS * HOUR_MS),
    },
  });
  const byHost = Map.groupBy(
    found.map((row) => Row.parse(row)),
    ({ host }) => host,
  );
  return [...byHost].map(([host, rows]) => activityOf(host, rows));
}

/** The newest row of a host comes first. */
function activityOf(host: string, rows: readonly z.infer<typeof Row>[]): HostActivity {
  const perHour = Array.from({ length: HOURS }, () => 0);
  for (const { hour, executions } of rows) if (hour < HOURS) perHour[hour] = executions;
  return {
    host,
    events: rows.reduce((sum, { events }) => sum + events, 0),
    lastMs: rows[0]?.last_ms ?? 0,
    source: rows.find(({ source }) => source !== null)?.source ?? null,
    perHour,
  };
}
