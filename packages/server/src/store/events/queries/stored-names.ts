import { z } from 'zod';

import { READ_SETTINGS } from '../query-limits.ts';
import type { SqlEngine } from '../sql-engine.ts';

/** Names that one question gives; the next goes on where it ended. */
const PAGE_ROWS = 100_000;

const Name = z.object({ position: z.number(), item: z.number() });

/** Positions from one to another, both of them; all above the first where there is no other. */
export interface PositionRange {
  readonly server: string;
  readonly from: number;
  readonly to?: number;
}

/** How an event is named: by its place in the journal. */
export function eventName({ position, index }: { position: number; index: number }): string {
  return `${position}.${index}`;
}

/** The names of all events of a range that are stored. */
export async function storedNames(
  engine: SqlEngine,
  { server, from, to = Number.MAX_SAFE_INTEGER }: PositionRange,
): Promise<Set<string>> {
  const names = new Set<string>();
  let after = { position: from, item: -1 };
  for (;;) {
    const page = await engine.query({
      sql: `SELECT position, item FROM execution_events WHERE server = {server:String} AND position >= {from:UInt64} AND position <= {to:UInt64} AND (position, item) > ({from:UInt64}, {after:Int64}) ORDER BY position, item LIMIT {rows:UInt32}${READ_SETTINGS}`,
      params: { server, from: after.position, to, after: after.item, rows: PAGE_ROWS },
    });
    for (const row of page) {
      after = Name.parse(row);
      names.add(eventName({ position: after.position, index: after.item }));
    }
    if (page.length < PAGE_ROWS) return names;
  }
}
