import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { encodeEvents, openEventStore } from '@vedette/server';
import { Session } from 'chdb';
import { z } from 'zod';

import { findData, readRecordings } from '../executions/recordings.ts';
import { idOf, recordedRows } from './recorded-rows.ts';

/**
 * What docs/adr/0013 was decided by: one set of events in tables that differ in their order alone.
 * `npx node bench/ingest/order-key.ts [events]` prints bytes per event, and for each question how
 * many rows the engine has to read and what it takes of a processor: figures that mean the same on
 * a machine that is busy with other things.
 */
const ORDERS = [
  '(org, workload, t)',
  '(org, t)',
  '(org, floor(t / 3600000), workload, t)',
  '(org, floor(t / 3600000), workload, host, t)',
];
const EVENTS = 400_000;
const DAYS = 5;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const END_MS = Date.UTC(2026, 10, 20);
const ROUNDS = 7;
const RETENTION_DAYS = 3_650;
const TIME = 'org = {org:String} AND t >= {from:Float64} AND t < {to:Float64}';
const NEWEST = 'ORDER BY t DESC, server DESC, position DESC, item DESC LIMIT 100';
const RANKED = NEWEST.replace('ORDER BY', 'ORDER BY ifNull(score, -1) DESC,');
const HOURS = 'floor(t / 3600000) AS hour, count(), max(score)';

const events = Number(process.argv[2] ?? EVENTS);
const long = { org: 'main', from: END_MS - DAYS * DAY_MS, to: END_MS, workload: 'ops-6' };
const short = { ...long, from: END_MS - HOUR_MS };
const one = { ...long, process: idOf(Math.floor(events / 2)) };
const OF_WORKLOAD = 'workload = {workload:String}';
const QUESTIONS = [
  { what: 'newest, organisation, 5 days', tail: `WHERE ${TIME} ${NEWEST}`, params: long },
  { what: 'newest, organisation, 1 hour', tail: `WHERE ${TIME} ${NEWEST}`, params: short },
  {
    what: 'newest, workload, 5 days',
    tail: `WHERE ${TIME} AND ${OF_WORKLOAD} ${NEWEST}`,
    params: long,
  },
  {
    what: 'newest, workload, 1 hour',
    tail: `WHERE ${TIME} AND ${OF_WORKLOAD} ${NEWEST}`,
    params: short,
  },
  { what: 'highest score, organisation, 5 days', tail: `WHERE ${TIME} ${RANKED}`, params: long },
  {
    what: 'histogram, workload, 5 days',
    columns: HOURS,
    tail: `WHERE ${TIME} AND ${OF_WORKLOAD} GROUP BY hour`,
    params: long,
  },
  {
    what: 'one process, 5 days',
    tail: `WHERE ${TIME} AND process_id = {process:String} ${NEWEST}`,
    params: one,
  },
  {
    what: 'stored after, for recovery',
    columns: 'position, item',
    tail: 'WHERE position > {after:UInt64} ORDER BY position, item',
    params: { after: Math.floor(events / 200) - 50 },
  },
];
const Estimate = z.object({ rows: z.coerce.number() });

const data = findData();
if (data === null) throw new Error('set VEDETTE_DATA to the folder that has executions/');
const folder = mkdtempSync(join(tmpdir(), 'vedette-order-key-'));
const store = openEventStore({ engine: { kind: 'chdb', folder }, retentionDays: RETENTION_DAYS });
await store.migrate();
await store.close();
const session = new Session(folder);
try {
  for (const [index, order] of ORDERS.entries()) {
    await ask(
      `CREATE TABLE t${index} AS execution_events ENGINE = MergeTree PARTITION BY toYYYYMMDD(kept) ORDER BY ${order}`,
    );
  }
  const rows = recordedRows(readRecordings(data), { count: events, days: DAYS, endMs: END_MS });
  const context = { server: 'main', retentionDays: RETENTION_DAYS };
  for (const { lines, columns } of encodeEvents(rows, context)) {
    for (const index of ORDERS.keys()) {
      await session.insert({
        table: `t${index}`,
        columns: [...columns],
        values: lines,
        format: 'JSONCompactEachRow',
      });
    }
  }
  for (const [index, order] of ORDERS.entries()) {
    await ask(`OPTIMIZE TABLE t${index} FINAL`);
    const size = `SELECT round(sum(bytes_on_disk) / sum(rows), 1) AS bytes FROM system.parts WHERE active AND table = 't${index}'`;
    console.log(`${order}: ${(await ask(size)).trim()}`);
  }
  for (const { what, columns = '*', tail, params } of QUESTIONS) {
    const figures = [];
    for (const index of ORDERS.keys()) {
      const sql = `SELECT ${columns} FROM t${index} ${tail}`;
      const [estimate = '{"rows":0}'] = (await ask(`EXPLAIN ESTIMATE ${sql}`, params)).split('\n');
      const { rows } = Estimate.parse(estimate === '' ? { rows: 0 } : JSON.parse(estimate));
      figures.push(`${rows} rows, ${(await cpuMs(sql, params)).toFixed(0)} ms`);
    }
    console.log(`${what}: ${figures.join(' | ')}`);
  }
} finally {
  session.close();
  rmSync(folder, { recursive: true });
}

/** The median of a few rounds. */
async function cpuMs(sql: string, params: object): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = process.cpuUsage();
    await ask(sql, params);
    const { user, system } = process.cpuUsage(start);
    rounds.push((user + system) / 1_000);
  }
  return rounds.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

async function ask(sql: string, params: object = {}): Promise<string> {
  const format = { format: 'JSONEachRow' };
  const bound = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, String(value)]),
  );
  const result = await (Object.keys(bound).length === 0
    ? session.queryAsync(sql, format)
    : session.queryBindAsync(sql, bound, format));
  return result.text();
}
