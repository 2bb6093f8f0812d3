import { z } from 'zod';

import type { EventStore } from '../event-store.ts';
import { READ_SETTINGS } from '../query-limits.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { eventFilter } from './event-filter.ts';

/** More than any drawing is wide. */
const BUCKETS_MAX = 2_000;

const Bucket = z.object({
  bucket: z.number(),
  events: z.number(),
  max_score: z.number().nullable(),
});

/** Counts and the highest score by equal buckets of the time, those without events too. */
export async function eventHistogram(
  engine: SqlEngine,
  { buckets, ...scope }: Parameters<EventStore['histogram']>[0],
): ReturnType<EventStore['histogram']> {
  const { fromMs, toMs } = scope;
  if (!Number.isInteger(buckets) || buckets < 1 || buckets > BUCKETS_MAX || toMs <= fromMs) {
    throw new RangeError(`${buckets} buckets from ${fromMs} to ${toMs}; 1 to ${BUCKETS_MAX}`);
  }
  const { where, params } = eventFilter(scope);
  const widthMs = (toMs - fromMs) / buckets;
  const found = await engine.query({
    sql: `SELECT toUInt32(least(floor((t - {from:Float64}) / {width:Float64}), {last:UInt32})) AS bucket, count() AS events, max(score) AS max_score FROM execution_events WHERE ${where} GROUP BY bucket${READ_SETTINGS}`,
    params: { ...params, width: widthMs, last: buckets - 1 },
  });
  const byBucket = new Map(found.map((row) => Bucket.parse(row)).map((row) => [row.bucket, row]));
  return Array.from({ length: buckets }, (_, bucket) => ({
    fromMs: fromMs + bucket * widthMs,
    events: byBucket.get(bucket)?.events ?? 0,
    maxScore: byBucket.get(bucket)?.max_score ?? null,
  }));
}
