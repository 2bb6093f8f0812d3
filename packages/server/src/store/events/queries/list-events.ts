import { VedetteError } from '@vedette/core';

import type { EventPage, EventQuery } from '../event-store.ts';
import { READ_SETTINGS } from '../query-limits.ts';
import { decodeEvent, EVENT_SELECTION } from '../rows/decode-event.ts';
import type { SqlEngine, Statement } from '../sql-engine.ts';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts';
import { eventFilter } from './event-filter.ts';

/** Rows on a page, at most. */
export const LIST_LIMIT_MAX = 1_000;

/** Events without a score come after all that have one. */
const RANK = 'ifNull(score, -1)';
const NAME = 't, server, position, item';
const CURSOR_NAME = '{at_t:Float64}, {at_server:String}, {at_position:UInt64}, {at_item:UInt32}';
const ORDERS = {
  newest: {
    by: 't DESC, server DESC, position DESC, item DESC',
    // The first condition says nothing new, but it is one that the primary key understands.
    after: `t <= {at_t:Float64} AND (${NAME}) < (${CURSOR_NAME})`,
  },
  'highest-score': {
    by: `${RANK} DESC, t DESC, server DESC, position DESC, item DESC`,
    after: `(${RANK}, ${NAME}) < ({at_score:Float64}, ${CURSOR_NAME})`,
  },
} as const;
const NO_SCORE = -1;

/**
 * A page of events and where the next one begins. Rows may hold long arguments: where a page would
 * be bigger than an answer may be, it has fewer rows than were asked for, and still a next page.
 */
export async function listEvents(engine: SqlEngine, query: EventQuery): Promise<EventPage> {
  const { limit, order } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > LIST_LIMIT_MAX) {
    throw new RangeError(`a page of ${limit} rows; it may have 1 to ${LIST_LIMIT_MAX}`);
  }
  for (let rows = limit; ; rows = Math.ceil(rows / 2)) {
    try {
      const found = (await engine.query(pageStatement(query, rows))).map(decodeEvent);
      const last = found.at(-1);
      return {
        rows: found.map(({ row }) => row),
        next:
          last === undefined || found.length < rows
            ? null
            : encodeCursor(last.row, { order, server: last.server }),
      };
    } catch (error) {
      const tooMuch = error instanceof VedetteError && error.code === 'events-query-limit';
      if (!tooMuch || rows === 1) throw error;
    }
  }
}

function pageStatement(query: EventQuery, rows: number): Statement {
  const { where, params } = eventFilter(query);
  const { by, after } = ORDERS[query.order];
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, query.order);
  const from = cursor === null ? '' : ` AND ${after}`;
  return {
    sql: `SELECT ${EVENT_SELECTION} FROM execution_events WHERE ${where}${from} ORDER BY ${by} LIMIT {rows:UInt32}${READ_SETTINGS}`,
    params: { ...params, ...(cursor === null ? {} : cursorParams(cursor)), rows },
  };
}

function cursorParams({ score, t, server, position, index }: Cursor): Statement['params'] {
  return {
    at_score: score ?? NO_SCORE,
    at_t: t,
    at_server: server,
    at_position: position,
    at_item: index,
  };
}
