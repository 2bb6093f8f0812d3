import { createHash } from 'node:crypto';

import type { CoverageRow } from '../event-store.ts';
import { encodeCoverage } from '../rows/encode-rows.ts';
import type { RowContext } from '../rows/event-columns.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { ATTEMPTS_MAX, isPassing, pauseAfter } from './passing-failure.ts';

/** Inserts coverage; a row that is there already is replaced, so it may always be done again. */
export async function insertCoverage(
  engine: SqlEngine,
  rows: readonly CoverageRow[],
  context: RowContext,
): Promise<void> {
  if (rows.length === 0) return;
  const { columns, lines } = encodeCoverage(rows, context);
  const token = createHash('sha256').update(lines).digest('hex');
  for (let attempt = 1; ; attempt += 1) {
    try {
      await engine.insert({ table: 'sensor_coverage', columns, lines, token });
      return;
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !isPassing(error)) throw error;
      await pauseAfter(attempt);
    }
  }
}
