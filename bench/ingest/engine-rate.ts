import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { encodeEvents, type EventRow, openEventStore } from '@vedette/server';
import { Session } from 'chdb';
import { z } from 'zod';

/** What the engine alone makes of rows of one block size. */
export interface EngineRate {
  readonly blockRows: number;
  readonly rowsPerSecond: number;
  /** Of all threads together, merges among them; it means the same on a machine that is busy. */
  readonly cpuMicrosPerRow: number;
  /** Of its parts, merged. */
  readonly bytesPerEvent: number;
}

const BLOCK_ROWS = [1_000, 10_000, 100_000];
/** As many as there are processors: one block is parsed while another is written and synced. */
const AT_ONCE = 2;
const RETENTION_DAYS = 3_650;
const Size = z.object({ rows: z.number(), bytes: z.number() });

/**
 * How fast the engine inserts rows that are prepared already, in this process, with nothing of ours
 * around it: what the way from a request to the disk is measured against.
 */
export async function measureEngineRate(
  rows: readonly EventRow[],
  blockRows: readonly number[] = BLOCK_ROWS,
): Promise<EngineRate[]> {
  const rates: EngineRate[] = [];
  for (const size of blockRows) rates.push(await measureBlocks(rows, size));
  return rates;
}

async function measureBlocks(rows: readonly EventRow[], blockRows: number): Promise<EngineRate> {
  const folder = await mkdtemp(join(tmpdir(), 'vedette-bench-engine-'));
  const store = openEventStore({ engine: { kind: 'chdb', folder }, retentionDays: RETENTION_DAYS });
  await store.migrate();
  await store.close();
  const context = { server: 'bench', retentionDays: RETENTION_DAYS };
  const blocks = Array.from({ length: Math.ceil(rows.length / blockRows) }, (_, block) =>
    encodeEvents(rows.slice(block * blockRows, (block + 1) * blockRows), context).toArray(),
  ).flat();

  const session = new Session(folder);
  try {
    const waiting = blocks.values();
    const insert = async (): Promise<void> => {
      for (const { lines, columns } of waiting) {
        await session.insert({
          table: 'execution_events',
          columns: [...columns],
          values: lines,
          format: 'JSONCompactEachRow',
          settings: { insert_deduplicate: 0, precise_float_parsing: 1 },
        });
      }
    };
    const startMs = performance.now();
    const startCpu = process.cpuUsage();
    await Promise.all(Array.from({ length: AT_ONCE }, insert));
    const seconds = (performance.now() - startMs) / 1_000;
    const { user, system } = process.cpuUsage(startCpu);
    await session.queryAsync('OPTIMIZE TABLE execution_events FINAL');
    const size = await session.queryAsync(
      "SELECT sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts WHERE active AND table = 'execution_events'",
      { format: 'JSONEachRow' },
    );
    const { rows: stored, bytes } = Size.parse(JSON.parse(size.text()));
    if (stored !== rows.length) throw new Error(`${stored} of ${rows.length} rows are stored`);
    return {
      blockRows,
      rowsPerSecond: Math.round(rows.length / seconds),
      cpuMicrosPerRow: Number(((user + system) / rows.length).toFixed(1)),
      bytesPerEvent: Number((bytes / stored).toFixed(1)),
    };
  } finally {
    session.close();
    await rm(folder, { recursive: true });
  }
}
