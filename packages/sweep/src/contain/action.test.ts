import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import type { LogEntry } from '../evidence/action-log.ts';
import { type Action, foldActions, isHolding, isUnfinished } from './action.ts';
import type { ActionEvent } from '../action/action-event.ts';
import { chooseTargets, holds, identityOf } from './choose-targets.ts';
import type { Plan, TargetIdentity } from '../action/containment.ts';
import { testFinding } from '../report/testing/test-report.ts';

const ID = 'E-20260101-00000001';
const BOOT = '11111111-2222-3333-4444-555555555555';
const CONTAINER = 'c'.repeat(64);
const TARGET: TargetIdentity = { bootId: BOOT, pid: 42, startTicks: 1_000, exe: '8:77' };
const PLAN: Plan = {
  method: 'cgroup2',
  members: [
    { pid: 42, startTicks: 1_000, exe: '8:77', role: 'target', stopped: false },
    { pid: 43, startTicks: 1_001, exe: '8:77', role: 'child', stopped: false },
  ],
  programBytes: 10,
};
const PLANNED: ActionEvent = {
  ...{ kind: 'planned', by: 'sweep', target: TARGET, plan: PLAN, finding: null },
};
const SEALED: ActionEvent = { kind: 'sealed', manifestSha256: 'a'.repeat(64) };

function entries(events: readonly ActionEvent[]): LogEntry[] {
  return events.map((event, index) => ({
    ...{ seq: index, at: '2026-01-01T00:00:00.000Z', who: 'me', host: 'web', action: ID, event },
    ...{ previous: '', hash: '', signature: '', setAside: null },
  }));
}

function folded(...events: readonly ActionEvent[]): Action {
  const [action] = foldActions(entries([PLANNED, ...events]));
  assert.ok(action !== undefined);
  return action;
}

const CUT_SHORT: readonly (readonly ActionEvent[])[] = [
  [],
  [{ kind: 'captured', bytes: 1 }],
  [{ kind: 'captured', bytes: 1 }, { kind: 'freezing' }],
  [{ kind: 'freezing' }, { kind: 'frozen', plan: PLAN }],
  [{ kind: 'frozen', plan: PLAN }, SEALED, { kind: 'thawing' }],
  [{ kind: 'undone', detail: '' }],
];

test('an action that was cut off after any of its steps is unfinished', () => {
  for (const events of CUT_SHORT) assert.equal(isUnfinished(folded(...events)), true);
});

test('sealing says nothing of whether it holds', () => {
  const frozen = folded({ kind: 'freezing' }, { kind: 'frozen', plan: PLAN }, SEALED);
  assert.deepEqual([isHolding(frozen), isUnfinished(frozen)], [true, false]);
  const undone = folded({ kind: 'freezing' }, { kind: 'undone', detail: 'x' }, SEALED);
  assert.deepEqual([isHolding(undone), isUnfinished(undone)], [false, false]);
});

test('what was begun on a host holds until it is known not to', () => {
  assert.equal(isHolding(folded({ kind: 'freezing' })), true);
  assert.equal(isHolding(folded({ kind: 'frozen', plan: PLAN }, { kind: 'thawing' })), true);
  for (const kind of ['gone', 'thawed', 'undone', 'abandoned'] as const) {
    assert.equal(isHolding(folded({ kind, detail: '' })), false);
  }
});

test('an event of an action that was never planned makes none', () => {
  assert.deepEqual(foldActions(entries([{ kind: 'refused', code: 'init', detail: '' }])), []);
});

const slamDunk = (facts: Record<string, string | number>) =>
  testFinding({
    disposition: 'slam-dunk',
    facts: { pid: 42, start: 1_000, exe_dev_inode: '8:77', ...facts },
  });

test('only slam-dunks about a process are contained', () => {
  const kinds = (disposition: 'benign' | 'ambiguous' | 'slam-dunk', subject: string): string[] =>
    chooseTargets([{ ...slamDunk({}), disposition, subject }], BOOT, []).map(({ kind }) => kind);
  assert.deepEqual(kinds('slam-dunk', 'process'), ['contain']);
  assert.deepEqual(kinds('ambiguous', 'process'), []);
  assert.deepEqual(kinds('benign', 'process'), []);
  assert.deepEqual(kinds('slam-dunk', 'hidden-module'), []);
});

test('a process that is not wholly named is refused, and so is the first one', () => {
  for (const [facts, code] of [
    [{ start: '' }, 'no-identity'],
    [{ exe_dev_inode: 'x' }, 'no-identity'],
    [{ pid: 0 }, 'no-identity'],
    [{ pid: 1 }, 'init'],
  ] as const) {
    const [choice] = chooseTargets([slamDunk(facts)], BOOT, []);
    assert.ok(choice?.kind === 'refused', JSON.stringify(facts));
    assert.equal(choice.code, code);
  }
  assert.equal(chooseTargets([slamDunk({})], null, [])[0]?.kind, 'refused');
});

test('what is held, by itself or with its container, is not contained again', () => {
  const held = folded({ kind: 'frozen', plan: PLAN }, SEALED);
  assert.deepEqual(chooseTargets([slamDunk({ pid: 43, start: 1_001 })], BOOT, [held]), []);
  const inContainer = { ...PLAN, container: container() };
  const paused = folded({ kind: 'frozen', plan: inContainer }, SEALED);
  const other = slamDunk({ pid: 99, start: 5, container: CONTAINER });
  assert.deepEqual(chooseTargets([other], BOOT, [paused]), []);
});

test('what a person let go is not taken again, but another process of its number is', () => {
  const thawed = folded({ kind: 'frozen', plan: PLAN }, SEALED, { kind: 'thawed', detail: '' });
  assert.equal(chooseTargets([slamDunk({})], BOOT, [thawed])[0]?.kind, 'thawed');
  assert.equal(chooseTargets([slamDunk({ start: 2_000 })], BOOT, [thawed])[0]?.kind, 'contain');
});

test('nothing of another boot is taken for the same process', () => {
  const held = folded({ kind: 'frozen', plan: PLAN }, SEALED);
  fc.assert(
    fc.property(fc.uuid(), (bootId) => {
      assert.equal(holds(held, { ...TARGET, bootId }), bootId === BOOT);
    }),
  );
});

test('host text never becomes part of an identity', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (pid, exe, name) => {
      const found = identityOf(slamDunk({ pid, exe_dev_inode: exe, container: name }), BOOT);
      assert.equal(found, null);
    }),
  );
});

function container(): NonNullable<Plan['container']> {
  return {
    ...{ engine: 'docker', id: CONTAINER, restart: 'always', restartRetries: 0, state: 'running' },
  } as const;
}
