import { z } from 'zod';

import type { EventField, EventScope, EventStore } from '../event-store.ts';
import { READ_SETTINGS } from '../query-limits.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { eventFilter, FIELD_TEXTS } from './event-filter.ts';

/** Values that are given at most; it is a list to choose from. */
const FACET_LIMIT_MAX = 1_000;

const Facet = z.object({ value: z.string(), events: z.number() });

/** The most frequent values of a field, the most frequent first. */
export async function eventFacet(
  engine: SqlEngine,
  scope: EventScope,
  { field, limit }: { readonly field: EventField; readonly limit: number },
): ReturnType<EventStore['facet']> {
  if (!Number.isInteger(limit) || limit < 1 || limit > FACET_LIMIT_MAX) {
    throw new RangeError(`${limit} values; it may be 1 to ${FACET_LIMIT_MAX}`);
  }
  const { where, params } = eventFilter(scope);
  const found = await engine.query({
    sql: `SELECT ${FIELD_TEXTS[field]} AS value, count() AS events FROM execution_events WHERE ${where} GROUP BY value ORDER BY events DESC, value ASC LIMIT {values:UInt32}${READ_SETTINGS}`,
    params: { ...params, values: limit },
  });
  return found.map((row) => Facet.parse(row));
}
