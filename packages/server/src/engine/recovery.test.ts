import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import { VedetteError } from '@vedette/core';

import { hostReport, sweepReport } from '../findings/testing/sweep-report.ts';
import type { JournalRecord } from '../journal/journal.ts';
import { Checkpoint, checkpointPath } from './checkpoint-file.ts';
import type { Engine } from './engine.ts';
import { EngineScene } from './testing/engine-scene.ts';
import { batchOf, execution } from './testing/records.ts';
import { foldEntries, NOON_MS, ran, startedEngine, waitFor } from './testing/small-journal.ts';

const hasCode = (code: string) => (error: unknown) =>
  error instanceof VedetteError && error.code === code;

describe('an event store that is down', () => {
  test('stops the reading at a bound, is reported, and loses nothing', async () => {
    await using scene = await EngineScene.open();
    const engine = scene.engine({ rowsMax: 50, blockRows: 10 });
    await engine.start();
    scene.events.isDown = true;
    let position = 0;
    for (let at = 0; at < 40; at += 1)
      position = await scene.append(
        batchOf(
          [1, 2, 3, 4, 5].map(() => execution('ls')),
          { id: `d${at}`, receivedMs: NOON_MS },
        ),
        engine,
      );
    await waitFor(() => (engine.status().counters['waitingRows'] ?? 0) >= 50);
    assert.ok((engine.status().counters['waitingRows'] ?? 0) <= 55);
    assert.ok(engine.status().lagEntries > 20);
    await waitFor(() => engine.status().problems['events'] === 'the store is down');
    await assert.rejects(engine.check(), /the store is down/);
    scene.events.isDown = false;
    await engine.stored(position);
    await engine.check();
    assert.equal(scene.events.rows.length, 200);
    await engine.close();
  });

  test('does not keep a stop waiting, and the next start goes on', async () => {
    await using scene = await EngineScene.open();
    const engine = await startedEngine(scene);
    scene.events.isDown = true;
    await foldEntries(scene, engine, [ran('ls -l')]);
    await engine.close({ graceMs: 50 });
    scene.events.isDown = false;
    const next = scene.engine();
    await next.start();
    await next.stored(scene.journal.end);
    assert.equal(scene.events.rows.length, 61);
    await next.close();
  });
});

describe('the last sweep of a host', () => {
  const swept: JournalRecord = {
    ...{ kind: 'sweep', org: 'o', receivedMs: NOON_MS },
    report: JSON.stringify(sweepReport(hostReport())),
  };
  const hostsOf = (engine: Engine): string[] => engine.sweptHosts('o').map(({ host }) => host);

  test('is there again after a kill, and after a checkpoint', async () => {
    await using scene = await EngineScene.open();
    const killed = await startedEngine(scene);
    await foldEntries(scene, killed, [swept]);
    await killed.close({ graceMs: 0 });
    const orderly = scene.engine();
    await orderly.start();
    await orderly.settled(scene.journal.end);
    assert.deepEqual(hostsOf(orderly), ['db-1']);
    await orderly.close();
    const last = scene.engine();
    await last.start();
    assert.deepEqual(hostsOf(last), ['db-1']);
    await last.close();
  });

  test('is unknown to a checkpoint of an earlier version, which is read all the same', async () => {
    await using scene = await EngineScene.open();
    await (await startedEngine(scene, [swept])).close();
    const file = checkpointPath(scene.stateFolder);
    const checkpoint = Checkpoint.parse(
      JSON.parse(readFileSync(file, 'utf8').split('\n')[1] ?? ''),
    );
    const { sweptHosts: _, ...fold } = checkpoint.fold;
    const body = JSON.stringify({ ...checkpoint, fold });
    writeFileSync(
      file,
      `${JSON.stringify({ format: 1, sha256: hash('sha256', body) })}\n${body}\n`,
    );
    const engine = scene.engine();
    await engine.start();
    assert.deepEqual(hostsOf(engine), []);
    assert.equal(engine.findings('o').length, 0);
    await foldEntries(scene, engine, [swept]);
    assert.deepEqual(hostsOf(engine), ['db-1']);
    await engine.close();
  });
});

describe('a state that is not whole', () => {
  async function closed(scene: EngineScene): Promise<string> {
    await (await startedEngine(scene)).close();
    return checkpointPath(scene.stateFolder);
  }

  test('is refused where the checkpoint is damaged', async () => {
    await using scene = await EngineScene.open();
    const file = await closed(scene);
    const text = readFileSync(file, 'utf8');
    for (const damaged of ['', '{}', text.slice(0, -20), text.replace('"count":', '"count":9')]) {
      writeFileSync(file, damaged);
      if (damaged === text) continue;
      await assert.rejects(scene.engine().start(), hasCode('checkpoint-unreadable'));
    }
  });

  test('is refused where there is none, and the journal does not begin at the beginning', async () => {
    await using scene = await EngineScene.open();
    const file = await closed(scene);
    rmSync(file);
    const { journal } = scene;
    const trimmed = { first: 2, end: 2, read: () => journal.read(1), trim: async () => undefined };
    const engine = scene.engine({}, { journal: trimmed });
    await assert.rejects(engine.start(), hasCode('checkpoint-missing'));
    const whole = scene.engine();
    await whole.start();
    await whole.settled(2);
    assert.equal(whole.workloads('o').length, 1);
    await whole.close();
  });

  test('is refused where the journal ends before the checkpoint, or begins after it', async () => {
    await using scene = await EngineScene.open();
    await closed(scene);
    const { journal } = scene;
    for (const span of [
      { first: 1, end: 1 },
      { first: 4, end: 9 },
    ]) {
      const other = { ...span, read: () => journal.read(0), trim: async () => undefined };
      const engine = scene.engine({}, { journal: other });
      await assert.rejects(engine.start(), hasCode('checkpoint-mismatch'));
    }
  });

  test('is refused where a baseline is missing', async () => {
    await using scene = await EngineScene.open();
    await closed(scene);
    rmSync(`${scene.folder}/baselines`, { recursive: true });
    await assert.rejects(scene.engine().start(), hasCode('baseline-unreadable'));
  });
});

describe('a journal', () => {
  test('is given up up to the checkpoint, and no further', async () => {
    await using scene = await EngineScene.open();
    const engine = scene.engine({ checkpointEntries: 5 });
    await engine.start();
    for (let at = 0; at < 60; at += 1)
      await scene.append(
        batchOf(
          Array.from({ length: 20 }, (_, index) => execution(`ls ${index}`)),
          { id: `j${at}`, receivedMs: NOON_MS },
        ),
        engine,
      );
    await engine.stored(60);
    await waitFor(() => scene.journal.first > 1);
    assert.ok(scene.journal.first <= engine.status().checkpoint + 1);
    await engine.close();
    assert.equal(engine.status().checkpoint, 60);
  });
});
