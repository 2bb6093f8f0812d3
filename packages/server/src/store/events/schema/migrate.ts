import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { READ_SETTINGS } from '../query-limits.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';
import { isSupported, VERSION_NEEDED } from './supported-version.ts';

const SCHEMA_VERSION = `
CREATE TABLE IF NOT EXISTS schema_version (
  version UInt32,
  applied DateTime('UTC') DEFAULT now()
)
ENGINE = MergeTree
ORDER BY version
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`;

const VersionRow = z.object({ version: z.number() });

/**
 * Brings the tables to this program's version, forward only. Every statement may be run again, so
 * a migration that was interrupted is simply done again, and two servers may start at once.
 */
export async function migrate(
  engine: SqlEngine,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const { where } = engine;
  const { version } = await engine.prepare();
  if (!isSupported(version)) {
    throw new VedetteError('events-version-unsupported', {
      where,
      version,
      needed: VERSION_NEEDED.join('.'),
    });
  }
  await engine.command({ sql: SCHEMA_VERSION });
  const [row] = await engine.query({
    sql: `SELECT max(version) AS version FROM schema_version${READ_SETTINGS}`,
  });
  const stored = VersionRow.parse(row).version;
  const known = Math.max(0, ...migrations.map(({ version }) => version));
  if (stored > known) {
    throw new VedetteError('events-schema-newer', { where, version: stored, known });
  }
  for (const { version, statements } of migrations) {
    if (version <= stored) continue;
    for (const sql of statements) await engine.command({ sql });
    await engine.command({
      sql: 'INSERT INTO schema_version (version) SELECT {version:UInt32}',
      params: { version },
    });
  }
}
