import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connect, type Table } from '@lancedb/lancedb';
import type { ExecutionEvent } from '@vedette/core';

import { publishedVector } from '../executions/published-algorithm.ts';

const NEAREST = 10;
/** Rows of one write while the history is made. */
const HISTORY_ROWS = 20_000;
/** So long is measured, and at least so many events. */
const MEASURED_MS = 6_000;
const EVENTS_MIN = 8;

interface Row extends Record<string, unknown> {
  readonly vector: number[];
  readonly t: number;
}

/**
 * Events per second of the published loop, in LanceDB as it describes: for each event the ten
 * nearest rows, then the event's own row is added.
 */
export async function publishedRate(
  history: Iterable<ExecutionEvent>,
  next: () => ExecutionEvent,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-bench-score-'));
  try {
    const connection = await connect(folder);
    let rows: Row[] = [];
    let table: Table | undefined;
    const write = async (): Promise<void> => {
      if (table === undefined) table = await connection.createTable('baseline', rows);
      else await table.add(rows);
      rows = [];
    };
    for (const event of history) {
      rows.push(rowOf(event));
      if (rows.length === HISTORY_ROWS) await write();
    }
    if (rows.length > 0) await write();
    if (table === undefined) throw new RangeError('no history');
    await table.optimize();
    const rate = await measure(table, next);
    connection.close();
    return rate;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(table: Table, next: () => ExecutionEvent): Promise<number> {
  const startMs = performance.now();
  let events = 0;
  while (events < EVENTS_MIN || performance.now() - startMs < MEASURED_MS) {
    const row = rowOf(next());
    await table
      .query()
      .nearestTo(row.vector)
      .distanceType('cosine')
      .select(['_distance'])
      .limit(NEAREST)
      .toArray();
    await table.add([row]);
    events += 1;
  }
  return (events * 1_000) / (performance.now() - startMs);
}

function rowOf(event: ExecutionEvent): Row {
  return { vector: [...publishedVector(event)], t: event.t };
}
