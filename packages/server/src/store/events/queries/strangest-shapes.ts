import { z } from 'zod';

import type { EventStore, StrangeShape } from '../event-store.ts';
import { READ_SETTINGS } from '../query-limits.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { scoredRows } from './score-counts.ts';
import { eventName } from './stored-names.ts';

const LIMIT_MAX = 200;
/** Enough of a command to know it by. */
const ARGUMENTS_MAX = 32;
const ARGUMENT_CHARS_MAX = 256;

const Found = z.object({
  shape: z.string(),
  max_score: z.number(),
  first: z.number(),
  events: z.number(),
  top: z.tuple([z.number(), z.number(), z.number()]),
});
const Arguments = z.object({ position: z.number(), item: z.number(), cut: z.array(z.string()) });

/** The shapes that scored highest, with the event of each that did; the highest first. */
export async function strangestShapes(
  engine: SqlEngine,
  query: Parameters<EventStore['strangest']>[0],
): Promise<readonly StrangeShape[]> {
  const { minScore, limit } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    throw new RangeError(`${limit} shapes; it may be 1 to ${LIMIT_MAX}`);
  }
  const { sql: rows, params } = scoredRows(query, minScore);
  const found = (
    await engine.query({
      sql: `SELECT shape, max(score) AS max_score, min(t) AS first, count() AS events, argMax((t, position, item), score) AS top ${rows} GROUP BY shape ORDER BY max_score DESC, shape ASC LIMIT {limit:UInt32}${READ_SETTINGS}`,
      params: { ...params, limit },
    })
  ).map((row) => Found.parse(row));
  if (found.length === 0) return [];
  // Arguments are long: they are read of these rows alone.
  const names = found.map(({ top: [, position, index] }) => eventName({ position, index }));
  const told = await engine.query({
    sql: `SELECT position, item, arrayMap(argument -> substringUTF8(argument, 1, ${ARGUMENT_CHARS_MAX}), arraySlice(argv, 1, ${ARGUMENTS_MAX})) AS cut ${rows} AND concat(toString(position), '.', toString(item)) IN {names:Array(String)}${READ_SETTINGS}`,
    params: { ...params, names },
  });
  const argv = new Map(
    told
      .map((row) => Arguments.parse(row))
      .map(({ position, item: index, cut }) => [eventName({ position, index }), cut]),
  );
  return found.map(({ shape, max_score: maxScore, first: firstMs, events, top }) => {
    const [t, position, index] = top;
    const of = argv.get(eventName({ position, index })) ?? [];
    return { shape, maxScore, firstMs, events, argv: of, t, position, index };
  });
}
