import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { type ErrorCodeName, VedetteError } from '@vedette/core';

import { createEventStore } from './create-event-store.ts';
import { createChdbEngine } from './engines/chdb/chdb-engine.ts';
import type { EventStore } from './event-store.ts';
import { type EventStoreSettings, openEventStore } from './open-event-store.ts';
import { storedNames } from './queries/stored-names.ts';
import { EVENT_COLUMNS } from './rows/event-columns.ts';
import { migrate } from './schema/migrate.ts';
import { MIGRATIONS } from './schema/migrations.ts';
import { allNames } from './testing/all-names.ts';
import { type ClickhouseHttp, serveClickhouse } from './testing/clickhouse-http.ts';
import { numberedBlock } from './testing/numbered-block.ts';
import { plainRow } from './testing/plain-row.ts';

const ACCESS = { database: 'default', username: 'vedette', password: 'secret-word' };
const PARTS = { server: 'main', life: 'this', nowMs: () => 0 };
const DAY_MS = 86_400_000;

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vedette-events-'));
});
after(() => rm(folder, { recursive: true }));

function failsWith(code: ErrorCodeName): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof VedetteError, String(error));
    assert.equal(error.code, code, error.message);
    assert.ok(!error.message.includes(ACCESS.password), error.message);
    return true;
  };
}

describe('ClickHouse over HTTP', () => {
  let server: ClickhouseHttp;
  const open = (
    engine: Partial<EventStoreSettings['engine'] & { kind: 'clickhouse' }> = {},
  ): EventStore =>
    openEventStore({
      engine: { kind: 'clickhouse', url: server.url, ...ACCESS, ...engine },
      retentionDays: 3_650,
    });
  before(async () => {
    server = await serveClickhouse({ folder: join(folder, 'http'), ...ACCESS });
  });
  after(() => server.close());

  test('a wrong password is said, and not shown', async () => {
    const store = open({ password: 'wrong' });
    await assert.rejects(store.migrate(), failsWith('events-unauthorised'));
    await store.close();
  });

  test('a server that is not there is unreachable', async () => {
    const store = open({ url: 'http://127.0.0.1:9' });
    await assert.rejects(store.migrate(), failsWith('events-unreachable'));
    await store.close();
  });

  test('an insert whose answer was lost is stored once, and what is sent is packed', async () => {
    const store = open();
    await store.migrate();
    server.breakNext(1);
    await store.insert({ events: numberedBlock(1), coverage: [] });
    assert.equal(server.seen.inserts, 1);
    server.breakNext(3);
    await store.insert({ events: numberedBlock(2), coverage: [] });
    await store.insert({ events: numberedBlock(2), coverage: [] });
    const names = [...numberedBlock(1), ...numberedBlock(2)].map(
      ({ position, index }) => `${position}.${index}`,
    );
    assert.deepEqual(await allNames(store, 'main'), names.toSorted());
    assert.ok(server.seen.gzipRequests > 0 && server.seen.gzipAnswers > 0);
    await store.close();
  });

  test('a server that is too old is refused before anything is made', async () => {
    const old = await serveClickhouse({
      folder: join(folder, 'old'),
      ...ACCESS,
      version: '18.16.1',
    });
    const store = open({ url: old.url });
    await assert.rejects(store.migrate(), failsWith('events-version-unsupported'));
    await store.close();
    await old.close();
  });
});

describe('chDB', () => {
  const engineAt = (name: string): ReturnType<typeof createChdbEngine> =>
    createChdbEngine(join(folder, name));

  test('tables of a newer program are left alone; older ones are brought up to date', async () => {
    const engine = engineAt('schema');
    await migrate(engine);
    const added = { version: 2, statements: ['CREATE TABLE later (a UInt8) ENGINE = Memory'] };
    await migrate(engine, [...MIGRATIONS, added]);
    await migrate(engine, [...MIGRATIONS, added]);
    assert.deepEqual(await engine.query({ sql: 'SELECT count() AS rows FROM later' }), [
      { rows: 0 },
    ]);
    await assert.rejects(migrate(engine), failsWith('events-schema-newer'));
    await engine.close();
  });

  test('every column is told to the engine, and no other', async () => {
    const engine = engineAt('columns');
    await migrate(engine);
    const rows = await engine.query({
      sql: "SELECT name FROM system.columns WHERE table = 'execution_events' AND default_kind = '' ORDER BY position",
    });
    assert.deepEqual(
      rows,
      [...Object.keys(EVENT_COLUMNS), 'exact'].map((name) => ({ name })),
    );
    await engine.close();
  });

  test('what has had its days is gone, by whole partitions', async () => {
    const engine = engineAt('retention');
    const store = createEventStore(engine, { ...PARTS, retentionDays: 7 });
    await store.migrate();
    const nowMs = Date.now();
    const times = [nowMs, nowMs - 5 * DAY_MS, 0, nowMs + 900 * DAY_MS];
    const events = times.map((t, index) => plainRow({ index, receivedMs: nowMs, event: { t } }));
    const old = times.map((t, index) =>
      plainRow({ position: 2, index, receivedMs: nowMs - 9 * DAY_MS, event: { t } }),
    );
    await store.insert({ events: [...events, ...old], coverage: [] });
    await engine.command({ sql: 'OPTIMIZE TABLE execution_events FINAL' });
    assert.deepEqual(await allNames(store, 'main'), ['1.0', '1.1', '1.2', '1.3']);
    await store.close();
  });

  test('a token without its rows, as a kill may leave it, does not lose them', async () => {
    const engine = engineAt('token');
    const store = createEventStore(engine, { ...PARTS, retentionDays: 3_650 });
    await store.migrate();
    const events = numberedBlock(1);
    await store.insert({ events, coverage: [] });
    // Rows away, token still known: what is between the two writes of an engine that is killed.
    await engine.command({
      sql: 'ALTER TABLE execution_events DELETE WHERE 1 SETTINGS mutations_sync = 2',
    });
    await store.insert({ events, coverage: [] });
    assert.equal((await storedNames(engine, { server: 'main', from: 1 })).size, 0);
    const next = createEventStore(engine, { ...PARTS, life: 'next', retentionDays: 3_650 });
    await next.insert({ events, coverage: [] });
    assert.equal((await storedNames(engine, { server: 'main', from: 1 })).size, events.length);
    await store.close();
  });

  test('servers that share the tables do not see each other’s positions', async () => {
    const engine = engineAt('servers');
    const a = createEventStore(engine, { ...PARTS, retentionDays: 3_650 });
    const b = createEventStore(engine, { ...PARTS, server: 'b', retentionDays: 3_650 });
    await a.migrate();
    await a.insert({ events: numberedBlock(1), coverage: [] });
    assert.equal((await b.storedAfter(0)).size, 0);
    await b.insert({ events: numberedBlock(1).slice(0, 2), coverage: [] });
    assert.deepEqual([...(await b.storedAfter(0))].toSorted(), ['1.0', '1.1']);
    await engine.close();
  });

  test('a question that takes more than it may is given up, and the engine lives on', async () => {
    const engine = engineAt('limits');
    const endless =
      'SELECT max(sipHash64(number)) FROM numbers(1000000000000) SETTINGS max_execution_time = 1';
    await assert.rejects(engine.query({ sql: endless }), failsWith('events-query-limit'));
    const { pid } = engine;
    assert.deepEqual(await engine.query({ sql: 'SELECT 1 AS one' }), [{ one: 1 }]);
    assert.equal(engine.pid, pid);
    await engine.close();
    await assert.rejects(engine.query({ sql: 'SELECT 1' }), failsWith('events-engine-lost'));
  });
});
