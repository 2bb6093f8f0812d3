import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { VedetteError } from '@vedette/core';

import { createGate } from '../../gate.ts';
import { parseRows } from '../../parse-rows.ts';
import { INSERT_SETTINGS } from '../../query-limits.ts';
import type { SqlEngine, Statement } from '../../sql-engine.ts';
import { VersionRow } from '../../version-row.ts';
import { clickhouseFailure } from './clickhouse-failure.ts';
import { settleQueries } from './settle-queries.ts';

/** Beyond the limits that the server itself keeps. */
const REQUEST_MS_MAX = 90_000;
const QUERIES = { atOnce: 8, waitingMax: 128 };
const INSERTS = { atOnce: 4, waitingMax: 16 };
/** On a cluster: the row is on its shard before the insert returns, not in a queue before it. */
const CLUSTER_INSERT_SETTINGS = { distributed_foreground_insert: 1 } as const;
const READ_SETTINGS = { cancel_http_readonly_queries_on_client_close: 1 } as const;

/** Where a ClickHouse server is, and as whom to speak to it. */
export interface ClickhouseSettings {
  /** `http://…` or `https://…`, without user and password. */
  readonly url: string;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /** Ours among the servers that share the database; it names what we have under way. */
  readonly server: string;
}

/** A ClickHouse server, or any node of a cluster, over its HTTP interface. */
export function createClickhouseEngine(settings: ClickhouseSettings): SqlEngine {
  const { url, database, username, password } = settings;
  const where = new URL(url).origin;
  const connect = (to: { readonly database?: string }): ClickHouseClient =>
    createClient({
      url,
      username,
      password,
      ...to,
      application: 'vedette',
      request_timeout: REQUEST_MS_MAX,
      max_open_connections: QUERIES.atOnce + INSERTS.atOnce,
      compression: { request: true, response: true },
      log: { level: ClickHouseLogLevel.OFF },
    });
  const client = connect({ database });
  const busy = (): Error =>
    new VedetteError('events-busy', { where, problem: 'too many questions wait' });
  const queries = createGate(QUERIES, busy);
  const inserts = createGate(INSERTS, busy);
  const queryIdStart = `vedette/${settings.server}/`;
  const queryId = (): string => `${queryIdStart}${randomUUID()}`;
  let closed = false;

  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw clickhouseFailure(where, error);
    }
  };
  const query = ({ sql, params = {} }: Statement): Promise<readonly unknown[]> =>
    queries(() =>
      guarded(async () => {
        const result = await client.query({
          query: sql,
          query_params: { ...params },
          format: 'JSONEachRow',
          clickhouse_settings: READ_SETTINGS,
        });
        return parseRows(Buffer.from(await result.text()));
      }),
    );

  return {
    engine: 'clickhouse',
    where,
    async prepare() {
      // The database that is to be made cannot be connected to yet.
      const admin = connect({});
      try {
        return await guarded(async () => {
          const answer = await admin.query({
            query: 'SELECT version() AS version',
            format: 'JSONEachRow',
          });
          const version = VersionRow.parse((await answer.json())[0]);
          await admin.command({
            query: 'CREATE DATABASE IF NOT EXISTS {database:Identifier}',
            query_params: { database },
          });
          return version;
        });
      } finally {
        await admin.close();
      }
    },
    query,
    async command({ sql, params = {} }) {
      await queries(() =>
        guarded(() => client.command({ query: sql, query_params: { ...params } })),
      );
    },
    async insert({ table, columns, lines, token }) {
      await inserts(() =>
        guarded(async () => {
          const { stream } = await client.exec({
            // Names of this program's own, as constant as the rest of the text.
            query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT JSONCompactEachRow`,
            values: Readable.from([Buffer.from(lines.buffer, lines.byteOffset, lines.length)]),
            query_id: queryId(),
            clickhouse_settings: {
              ...INSERT_SETTINGS,
              ...CLUSTER_INSERT_SETTINGS,
              insert_deduplication_token: token,
            },
          });
          await text(stream);
        }),
      );
    },
    settle: () => settleQueries({ query, where, queryIdStart }),
    async close() {
      if (closed) return;
      closed = true;
      await client.close();
    },
  };
}
