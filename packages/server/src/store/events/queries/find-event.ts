import type { EventRow } from '../event-store.ts';
import { READ_SETTINGS } from '../query-limits.ts';
import { decodeEvent, EVENT_SELECTION } from '../rows/decode-event.ts';
import type { SqlEngine } from '../sql-engine.ts';

/** The event that has a name, if it is this organisation's; found by the index of positions. */
export async function findEvent(
  engine: SqlEngine,
  name: {
    readonly server: string;
    readonly org: string;
    readonly position: number;
    readonly index: number;
  },
): Promise<EventRow | undefined> {
  const { server, org, position, index: item } = name;
  const found = await engine.query({
    sql: `SELECT ${EVENT_SELECTION} FROM execution_events WHERE org = {org:String} AND server = {server:String} AND position = {position:UInt64} AND item = {item:UInt32} LIMIT 1${READ_SETTINGS}`,
    params: { org: org.toWellFormed(), server, position, item },
  });
  return found.map((row) => decodeEvent(row).row)[0];
}
