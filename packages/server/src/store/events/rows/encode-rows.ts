import type { CoverageRow, EventRow } from '../event-store.ts';
import { COVERAGE_COLUMNS } from './coverage-columns.ts';
import { EVENT_COLUMNS, type RowContext } from './event-columns.ts';
import { wellFormed } from './well-formed.ts';

/** Rows as the engine takes them: `JSONCompactEachRow`, one array a line. */
export interface EncodedRows<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly string[];
  readonly lines: Uint8Array;
}

/** One insert; parsed by the engine as a whole, so this is what it needs of memory, times a few. */
const BLOCK_BYTES_MAX = 16 * 1024 * 1024;
const BLOCK_ROWS_MAX = 100_000;
const EVENT_WRITERS = Object.values(EVENT_COLUMNS);
const EVENT_NAMES = [...Object.keys(EVENT_COLUMNS), 'exact'];
const COVERAGE_WRITERS = Object.values(COVERAGE_COLUMNS);
const COVERAGE_NAMES = Object.keys(COVERAGE_COLUMNS);
/** How JSON.stringify writes half a surrogate pair (and, rarely, text that only looks like it). */
const HALF_PAIR = /\\ud[89a-f]/;

/**
 * Events as blocks of rows. Text of a host may hold half a surrogate pair, which no UTF-8 can say:
 * such a row has U+FFFD in its columns, where it is looked for, and the whole of it in `exact`.
 */
export function* encodeEvents(
  rows: Iterable<EventRow>,
  context: RowContext,
): Generator<EncodedRows<EventRow>> {
  let block: EventRow[] = [];
  let lines: string[] = [];
  let length = 0;
  const encoded = (): EncodedRows<EventRow> => {
    const full = { rows: block, columns: EVENT_NAMES, lines: Buffer.from(lines.join('\n')) };
    block = [];
    lines = [];
    length = 0;
    return full;
  };
  for (const row of rows) {
    const line = eventLine(row, context);
    if (block.length === BLOCK_ROWS_MAX || (length > 0 && length + line.length > BLOCK_BYTES_MAX)) {
      yield encoded();
    }
    block.push(row);
    lines.push(line);
    length += line.length;
  }
  if (block.length > 0) yield encoded();
}

/** Coverage as rows; the n-th of its position is named so, for a repeat to replace it. */
export function encodeCoverage(
  rows: readonly CoverageRow[],
  context: RowContext,
): EncodedRows<CoverageRow> {
  const seen = new Map<number, number>();
  const lines = rows.map((row) => {
    const item = seen.get(row.position) ?? 0;
    seen.set(row.position, item + 1);
    const values = COVERAGE_WRITERS.map((write) => write(row, { ...context, item }));
    return JSON.stringify(wellFormed(values));
  });
  return { rows, columns: COVERAGE_NAMES, lines: Buffer.from(lines.join('\n')) };
}

function eventLine(row: EventRow, context: RowContext): string {
  const line = withExact(row, '', context);
  return HALF_PAIR.test(line) ? withExact(wellFormed(row), JSON.stringify(row), context) : line;
}

function withExact(row: EventRow, exact: string, context: RowContext): string {
  const values = EVENT_WRITERS.map((write) => write(row, context));
  values.push(exact);
  return JSON.stringify(values);
}
