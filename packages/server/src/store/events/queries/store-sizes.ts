import { z } from 'zod';

import type { EventStore } from '../event-store.ts';
import { READ_SETTINGS } from '../query-limits.ts';
import type { SqlEngine } from '../sql-engine.ts';

const Sizes = z.object({ events: z.number(), bytes: z.number(), parts: z.number() });

/** What the tables take on the disk of the node that answers. */
export async function storeSizes(engine: SqlEngine): ReturnType<EventStore['sizes']> {
  const [row] = await engine.query({
    sql: `SELECT sumIf(rows, startsWith(table, 'execution_events')) AS events, sum(bytes_on_disk) AS bytes, count() AS parts FROM system.parts WHERE active AND database = currentDatabase() AND (startsWith(table, 'execution_events') OR startsWith(table, 'sensor_coverage'))${READ_SETTINGS}`,
  });
  return Sizes.parse(row);
}
