import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

import { ExecutionEvent, VedetteError } from '@vedette/core';
import { ExecutionScorer, forgetShape, shapeVector } from '@vedette/executions';
import fc from 'fast-check';

import { takeBaselineChange } from '../../engine/take-baseline-change.ts';
import type { BaselineStore, TableVersion } from './baseline-store.ts';
import { openLanceBaselines } from './lance-baselines.ts';
import { tableName } from './table-name.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'vedette-baselines-'));
after(() => rmSync(FOLDER, { recursive: true }));

let places = 0;
function newPlace(): string {
  places += 1;
  return join(FOLDER, String(places));
}

function eventOf(workload: string, command: string, t = 1e12): ExecutionEvent {
  const argv = command.split(' ');
  const [exe = ''] = argv;
  const process = { pid: 1, ppid: 1, uid: 0, comm: exe, parent: 'bash' };
  return ExecutionEvent.parse({ ...process, t, host: 'web-1', workload, exe, argv });
}

function write(
  store: BaselineStore,
  {
    scorer,
    org = 'o',
    workload = 'w',
    base,
  }: {
    scorer: ExecutionScorer;
    org?: string;
    workload?: string;
    base?: TableVersion;
  },
): Promise<TableVersion> {
  const known = scorer.workload(workload);
  assert.ok(known !== undefined);
  return store.write(takeBaselineChange(org, known, base));
}

function stateOf(scorer: ExecutionScorer, workload = 'w'): unknown {
  return scorer.toState().find((state) => state.workload === workload);
}

const hasCode = (code: string) => (error: unknown) =>
  error instanceof VedetteError && error.code === code;

describe('baselines in LanceDB', () => {
  test('are read back as they were at every version that was written', async () => {
    const store = await openLanceBaselines({ uri: newPlace() });
    const scorer = new ExecutionScorer();
    const written: { version: TableVersion; state: unknown }[] = [];
    for (let round = 0; round < 6; round += 1) {
      for (let at = 0; at < 20; at += 1)
        scorer.observe(eventOf('w', `tool-${'x'.repeat((round * 7 + at) % 40)} a`, 1e12 + at));
      const [gone] = scorer.workload('w')?.baseline.shapes ?? [];
      const baseline = scorer.workload('w')?.baseline;
      assert.ok(gone !== undefined && baseline !== undefined);
      forgetShape(baseline, gone.key, { by: 'ops', timeMs: 1e12 });
      const base = written.at(-1)?.version;
      const version = await write(store, { scorer, ...(base === undefined ? {} : { base }) });
      written.push({ version, state: stateOf(scorer) });
    }
    for (const { version, state } of written) assert.deepEqual(await store.read(version), state);
    await store.close();
  });

  test('go on from the named version after a crash: what came later is gone', async () => {
    const uri = newPlace();
    const scorer = new ExecutionScorer();
    const first = await openLanceBaselines({ uri });
    scorer.observe(eventOf('w', 'ls -l'));
    const named = await write(first, { scorer });
    scorer.observe(eventOf('w', 'lost in the crash'));
    await write(first, { scorer, base: named });
    await first.close();

    const second = await openLanceBaselines({ uri });
    const restored = new ExecutionScorer({}, [await second.read(named)]);
    restored.observe(eventOf('w', 'cat x'));
    const next = await write(second, { scorer: restored, base: named });
    assert.deepEqual(await second.read(next), stateOf(restored));
    await second.close();
  });

  test('replace a table that a crash left before a checkpoint named it', async () => {
    const uri = newPlace();
    const first = await openLanceBaselines({ uri });
    const lost = new ExecutionScorer();
    lost.observe(eventOf('w', 'lost'));
    await write(first, { scorer: lost });
    await first.close();
    const second = await openLanceBaselines({ uri });
    const scorer = new ExecutionScorer();
    scorer.observe(eventOf('w', 'ls'));
    const version = await write(second, { scorer });
    assert.deepEqual(await second.read(version), stateOf(scorer));
    await second.close();
  });

  test('stay in few fragments, and named versions stay readable', async () => {
    const store = await openLanceBaselines({ uri: newPlace() });
    const scorer = new ExecutionScorer();
    scorer.observe(eventOf('w', 'ls'));
    let base = await write(store, { scorer });
    let named = { version: base, state: stateOf(scorer) };
    let fragments = 0;
    for (let round = 0; round < 80; round += 1) {
      scorer.observe(eventOf('w', `ls ${'y'.repeat(round)}`));
      base = await write(store, { scorer, base });
      if (round % 30 === 0) named = { version: base, state: stateOf(scorer) };
      ({ fragments } = await store.optimize([named.version, base]));
      assert.deepEqual(await store.read(named.version), named.state);
    }
    assert.deepEqual(await store.read(base), stateOf(scorer));
    assert.ok(fragments <= 25, String(fragments));
    await store.close();
  });

  test('find the nearest shapes of the workloads that are asked', async () => {
    const store = await openLanceBaselines({ uri: newPlace() });
    const scorer = new ExecutionScorer();
    for (const workload of ['a', 'b', 'c'])
      for (const command of ['git fetch origin main', 'tar czf x', `only ${workload}`])
        scorer.observe(eventOf(workload, command));
    for (const workload of ['a', 'b', 'c']) await write(store, { scorer, workload });
    const { key } =
      scorer.score(eventOf('a', 'git fetch origin main')).nearest === null
        ? { key: '' }
        : { key: scorer.score(eventOf('a', 'git fetch origin main')).shape };
    const record = scorer.workload('a')?.baseline.find(key);
    assert.ok(record !== undefined);
    const vector = shapeVector(record);
    const near = await store.nearest({ org: 'o', workloads: ['a', 'b', 'none'], vector, limit: 4 });
    assert.equal(near.length, 4);
    assert.deepEqual(
      near.slice(0, 2).map(({ workload, argv }) => [workload, argv.join(' ')]),
      [
        ['a', 'git fetch origin main'],
        ['b', 'git fetch origin main'],
      ],
    );
    assert.ok((near[0]?.distance ?? 1) < 1e-6);
    await store.close();
  });

  test('of hostile names do not meet', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '..', 'a/b', "'; DROP", '\0', '__proto__', 'A', 'a', '["a","b"]'),
    );
    fc.assert(
      fc.property(name, name, name, name, (org, workload, otherOrg, other) => {
        assert.match(tableName(org, workload), /^baseline-[0-9a-f]{64}$/);
        const same = org === otherOrg && workload === other;
        assert.equal(tableName(org, workload) === tableName(otherOrg, other), same);
      }),
    );
  });

  test('of a hostile name are kept like any other', async () => {
    const store = await openLanceBaselines({ uri: newPlace() });
    const scorer = new ExecutionScorer();
    const workload = "../x'; --\u001b[2J";
    scorer.observe(eventOf(workload, 'ls'));
    const version = await write(store, { scorer, workload });
    assert.deepEqual(await store.read(version), stateOf(scorer, workload));
    await store.close();
  });

  test('say with a code what cannot be read', async () => {
    const store = await openLanceBaselines({ uri: newPlace() });
    const scorer = new ExecutionScorer();
    scorer.observe(eventOf('w', 'ls'));
    const version = await write(store, { scorer });
    const unreadable = hasCode('baseline-unreadable');
    await assert.rejects(store.read({ ...version, version: 99 }), unreadable);
    await assert.rejects(store.read({ ...version, table: tableName('o', 'none') }), unreadable);
    await assert.rejects(store.read({ ...version, workload: 'other' }), unreadable);
    await store.drop(version);
    await assert.rejects(store.read(version), unreadable);
    await store.close();
  });

  test('notice a place that is not usable', async () => {
    const uri = newPlace();
    const store = await openLanceBaselines({ uri });
    await store.check();
    rmSync(uri, { recursive: true });
    await assert.rejects(store.check(), hasCode('baselines-unusable'));
    await store.close();
  });
});
