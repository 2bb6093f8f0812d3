import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Session } from 'chdb';

import { inOurWords } from '../engines/chdb/in-our-words.ts';
import { parseRows } from '../parse-rows.ts';
import { INSERT_SETTINGS } from '../query-limits.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import type { SqlEngine, SqlValue } from '../sql-engine.ts';

/** One node that is a cluster, and knows itself by its port; the engine opens none. */
const CONFIG = `<clickhouse>
  <tcp_port>9000</tcp_port>
  <remote_servers><vedette><shard>
    <internal_replication>true</internal_replication>
    <replica><host>localhost</host><port>9000</port></replica>
  </shard></vedette></remote_servers>
</clickhouse>`;

/** The statements of cluster.sql, as they are written there. */
export async function clusterStatements(): Promise<string[]> {
  const sql = await readFile(new URL('../cluster.sql', import.meta.url), 'utf8');
  return sql
    .replace(/^--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/**
 * The tables of cluster.sql in an engine that has no Keeper: the same but not replicated, behind
 * the same Distributed tables. In this process, for its configuration is the engine's own.
 */
export async function openClusterEngine(folder: string): Promise<SqlEngine> {
  const config = join(folder, 'config.xml');
  await writeFile(config, CONFIG);
  const session = new Session(join(folder, 'node'), {
    connectionArgs: [`--config-file=${config}`],
  });
  const run = async (
    sql: string,
    params: Readonly<Record<string, SqlValue>> = {},
  ): Promise<Uint8Array> => {
    const bound = Object.entries(params).map(([name, value]): [string, unknown] => [
      name,
      typeof value === 'number' ? String(value) : value,
    ]);
    try {
      const format = { format: 'JSONEachRow' };
      const result = await (bound.length === 0
        ? session.queryAsync(sql, format)
        : session.queryBindAsync(sql, Object.fromEntries(bound), format));
      return result.bytes();
    } catch (error) {
      throw inOurWords('the cluster', error);
    }
  };

  await run('CREATE DATABASE vedette_model');
  await run('USE vedette_model');
  for (const statement of MIGRATIONS.flatMap(({ statements }) => statements)) await run(statement);
  for (const statement of await clusterStatements()) await run(withoutKeeper(statement));
  await run('USE vedette');

  return {
    engine: 'clickhouse',
    where: 'the cluster',
    prepare: () => Promise.resolve({ version: '26.7' }),
    query: async ({ sql, params }) => parseRows(await run(sql, params)),
    async command({ sql, params }) {
      await run(sql, params);
    },
    async insert({ table, columns, lines, token }) {
      const settings = {
        ...INSERT_SETTINGS,
        distributed_foreground_insert: 1,
        insert_deduplication_token: token,
      };
      await session.insert({
        table: `vedette.${table}`,
        columns: [...columns],
        values: lines,
        format: 'JSONCompactEachRow',
        settings,
      });
    },
    settle: () => Promise.resolve(),
    close: () => {
      session.close();
      return Promise.resolve();
    },
  };
}

function withoutKeeper(statement: string): string {
  return statement
    .replace(' ON CLUSTER vedette', '')
    .replace(/Replicated(\w*MergeTree)\([^)]*\)/, '$1')
    .replace('replicated_deduplication_window', 'non_replicated_deduplication_window');
}
