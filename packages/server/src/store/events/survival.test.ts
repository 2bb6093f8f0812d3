import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { VedetteError } from '@vedette/core';

import { createEventStore } from './create-event-store.ts';
import { type ChdbEngine, createChdbEngine } from './engines/chdb/chdb-engine.ts';
import { openEventStore } from './open-event-store.ts';
import { allNames } from './testing/all-names.ts';
import { numberedBlock } from './testing/numbered-block.ts';

const SERVER = fileURLToPath(new URL('testing/inserting-server.ts', import.meta.url));
const KILLS = 10;
/** Inserts that a life begins at least, and at most, before it is killed. */
const LIFE = { min: 2, max: 25 };
const ENGINE_KILLS = 6;
const retentionDays = 3_650;

function namesUpTo(position: number): string[] {
  return Array.from({ length: position }, (_, before) => numberedBlock(before + 1))
    .flat()
    .map(({ position, index }) => `${position}.${index}`)
    .toSorted();
}

describe('the event store is killed', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vedette-events-'));
  });
  after(() => rm(folder, { recursive: true }));

  test(`a server that is killed ${KILLS} times has every event once`, async () => {
    const events = join(folder, 'server');
    let begun = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const server = spawn(process.execPath, [SERVER, events, String(begun)], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const dead = once(server, 'exit');
      const stored = new Set<number>();
      const dieAt = begun + randomInt(LIFE.min, LIFE.max);
      for await (const line of createInterface({ input: server.stdout })) {
        const [what, position] = line.split(' ');
        if (what === 'stored') stored.add(Number(position));
        if (what !== 'begun') continue;
        begun = Number(position);
        if (begun >= dieAt) server.kill('SIGKILL');
      }
      assert.deepEqual(await dead, [null, 'SIGKILL']);

      const store = openEventStore({ engine: { kind: 'chdb', folder: events }, retentionDays });
      await store.migrate();
      const names = await store.storedAfter(0);
      await store.close();
      const missing = [...stored].filter((position) =>
        numberedBlock(position).some(({ index }) => !names.has(`${position}.${index}`)),
      );
      assert.deepEqual(missing, []);
    }

    const store = openEventStore({ engine: { kind: 'chdb', folder: events }, retentionDays });
    await store.migrate();
    const names = await store.storedAfter(0);
    for (let position = 1; position <= begun; position += 1) {
      const rows = numberedBlock(position).filter(
        ({ index }) => !names.has(`${position}.${index}`),
      );
      await store.insert({ events: rows, coverage: [] });
    }
    assert.deepEqual(await allNames(store, 'main'), namesUpTo(begun));
    await store.close();
  });

  describe('its engine', () => {
    let engine: ChdbEngine;
    before(() => {
      engine = createChdbEngine(join(folder, 'engine'));
    });
    after(() => engine.close());

    test(`inserts go on over ${ENGINE_KILLS} deaths of it, and every event is there once`, async () => {
      const store = createEventStore(engine, {
        server: 'main',
        retentionDays,
        life: 'this',
        nowMs: () => performance.now(),
      });
      await store.migrate();
      let position = 0;
      while (engine.restarts < ENGINE_KILLS) {
        const inserts = Array.from({ length: randomInt(1, 5) }, () => {
          position += 1;
          return store.insert({ events: numberedBlock(position), coverage: [] });
        });
        await Promise.race(inserts);
        if (engine.pid !== undefined) process.kill(engine.pid, 'SIGKILL');
        await Promise.all(inserts);
        // An insert that was done already leaves it to this to notice and to start again.
        await store.sizes().catch(assertLost);
      }
      assert.deepEqual(await allNames(store, 'main'), namesUpTo(position));
    });

    test('a question that it dies over says so, and the next one is answered', async () => {
      await engine.query({ sql: 'SELECT 1' });
      const question = engine.query({ sql: 'SELECT sleepEachRow(1) FROM numbers(3)' });
      assert.ok(engine.pid !== undefined);
      process.kill(engine.pid, 'SIGKILL');
      await assert.rejects(question, assertLost);
      assert.deepEqual(await engine.query({ sql: 'SELECT 1 AS one' }), [{ one: 1 }]);
    });

    test('what tells the server to stop leaves its engine to it', async () => {
      await engine.query({ sql: 'SELECT 1' });
      const { pid } = engine;
      assert.ok(pid !== undefined);
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.kill(pid, signal);
        assert.deepEqual(await engine.query({ sql: 'SELECT 1 AS one' }), [{ one: 1 }]);
      }
      assert.equal(engine.pid, pid);
    });

    test('a folder is for one process, and the message names it', async () => {
      const second = createChdbEngine(join(folder, 'engine'), 0);
      await engine.query({ sql: 'SELECT 1' });
      await assert.rejects(
        second.query({ sql: 'SELECT 1' }),
        (error) =>
          error instanceof VedetteError &&
          error.code === 'events-locked' &&
          error.message.includes(folder),
      );
      await second.close();
    });
  });
});

function assertLost(error: unknown): true {
  assert.ok(error instanceof VedetteError);
  assert.equal(error.code, 'events-engine-lost');
  return true;
}
