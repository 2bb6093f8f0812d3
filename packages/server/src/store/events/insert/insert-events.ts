import { VedetteError } from '@vedette/core';

import type { EventRow } from '../event-store.ts';
import { eventName, storedNames } from '../queries/stored-names.ts';
import { encodeEvents, type EncodedRows } from '../rows/encode-rows.ts';
import type { RowContext } from '../rows/event-columns.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { blockToken } from './block-token.ts';
import { ATTEMPTS_MAX, isPassing, pauseAfter } from './passing-failure.ts';

/** Positions about which it is not known whether their rows are stored. */
interface Unsure {
  readonly from: number;
  readonly to: number;
}

/** Inserts rows so that each is stored once, also if the engine ends in the middle of it. */
export type InsertEvents = (rows: readonly EventRow[]) => Promise<void>;

/**
 * In the ordinary case a block is one insert. Once an insert has failed, nobody knows what became of
 * its rows: from then on rows of those positions are looked up first, and only what is missing is
 * inserted, until nothing is.
 */
export function createInsertEvents(
  engine: SqlEngine,
  { life, ...context }: RowContext & { readonly life: string },
): InsertEvents {
  let unsure: Unsure | undefined;

  const insertBlock = async ({ rows, columns, lines }: EncodedRows<EventRow>): Promise<void> => {
    const range = rangeOf(rows);
    if (unsure !== undefined && range.from <= unsure.to && unsure.from <= range.to) {
      await insertMissing(rows, range);
      return;
    }
    try {
      const token = blockToken(rows, life);
      await engine.insert({ table: 'execution_events', columns, lines, token });
    } catch (error) {
      unsure = {
        from: Math.min(range.from, unsure?.from ?? range.from),
        to: Math.max(range.to, unsure?.to ?? range.to),
      };
      if (!isPassing(error)) throw error;
      await insertMissing(rows, range);
    }
  };

  const insertMissing = async (rows: readonly EventRow[], range: Unsure): Promise<void> => {
    let problem: Error = lost(engine.where, rows.length);
    // One look more than inserts: what was inserted is looked up as well.
    for (let attempt = 1; attempt <= ATTEMPTS_MAX + 1; attempt += 1) {
      try {
        await engine.settle();
        const stored = await storedNames(engine, { server: context.server, ...range });
        const missing = rows.filter((row) => !stored.has(eventName(row)));
        if (missing.length === 0) return;
        if (attempt > ATTEMPTS_MAX) break;
        // The first attempt has the token that the block had before: where the insert that failed
        // is still on its way, one of the two is taken.
        const token = blockToken(missing, attempt === 1 ? life : `${life}/${attempt}`);
        for (const { columns, lines } of encodeEvents(missing, context)) {
          await engine.insert({ table: 'execution_events', columns, lines, token });
        }
      } catch (error) {
        if (!isPassing(error)) throw error;
        problem = error;
        await pauseAfter(attempt);
      }
    }
    throw problem;
  };

  return async (rows) => {
    for (const block of encodeEvents(rows, context)) await insertBlock(block);
  };
}

function rangeOf(rows: readonly EventRow[]): Unsure {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (const { position } of rows) {
    from = Math.min(from, position);
    to = Math.max(to, position);
  }
  return { from, to };
}

function lost(where: string, rows: number): VedetteError {
  const problem = `some of ${rows} rows are not there after ${ATTEMPTS_MAX} inserts`;
  return new VedetteError('events-refused', { where, problem });
}
