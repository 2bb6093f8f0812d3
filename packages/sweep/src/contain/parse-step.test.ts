import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import type { WireRecord } from '../wire/wire-record.ts';
import {
  parseFreezeAnswer,
  parsePlanAnswer,
  parseStatusAnswer,
  parseStopAnswer,
  parseTargets,
  parseThawAnswer,
} from './parse-step.ts';

const PARSERS = {
  plan: parsePlanAnswer,
  freeze: parseFreezeAnswer,
  status: parseStatusAnswer,
  thaw: parseThawAnswer,
  stop: parseStopAnswer,
  targets: parseTargets,
} as const;

const record = (type: string, fields: Readonly<Record<string, string>>): WireRecord => ({
  section: 'contain',
  type,
  fields: new Map(Object.entries(fields)),
});

const ID = 'a'.repeat(64);
const MEMBER = { pid: '7', start: '8', exe: '1:2', role: 'target', stopped: '0' };
const GOOD = {
  target: record('target', { result: 'same' }),
  member: record('member', { ...MEMBER, argv: 'a\nb\n', path: '/tmp/a' }),
  method: record('method', { name: 'cgroup2' }),
  program: record('program', { bytes: '10', path: '/tmp/a' }),
  held: record('held', { pid: '7', start: '8', state: 'frozen' }),
  frozen: record('outcome', { result: 'frozen', detail: '' }),
  container: record('container', {
    ...{ engine: 'docker', id: ID, restart: 'always', retries: '0', state: 'running' },
    ...{ name: 'web', image: 'web:1', orchestrator: '' },
  }),
} as const;
const PLAN = [GOOD.target, GOOD.member, GOOD.method, GOOD.program];
const FREEZE = [GOOD.target, GOOD.member, GOOD.held, GOOD.method, GOOD.frozen];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom('0', '1', '-1', '1e9', '9'.repeat(17), ' 1', '1\n', '0x1', '', 'same', 'frozen'),
  fc.constantFrom('gone', 'thawed', 'partly', 'loose', 'container', 'cgroup2', 'signal', ID),
);
const types = [
  ...['target', 'refuse', 'container', 'member', 'method', 'program', 'held', 'undone'],
  ...['outcome', 'released', 'gap', 'constructor', '__proto__', 'violations'],
];
const names = [
  ...['result', 'what', 'code', 'detail', 'engine', 'id', 'restart', 'retries', 'state', 'name'],
  ...['image', 'orchestrator', 'pid', 'start', 'exe', 'role', 'stopped', 'argv', 'path', 'bytes'],
  ...['why', '__proto__', 'constructor'],
];
const anyRecord: fc.Arbitrary<WireRecord> = fc.record({
  section: fc.constant('contain'),
  type: fc.oneof(fc.constantFrom(...types), fc.string()),
  fields: fc
    .array(fc.tuple(fc.constantFrom(...names), text), { maxLength: 9 })
    .map((fields) => new Map(fields)),
});
const anyRecords = fc.array(fc.oneof(anyRecord, fc.constantFrom(...Object.values(GOOD))), {
  maxLength: 12,
});

for (const [name, parse] of Object.entries(PARSERS)) {
  test(`no records make the answer of ${name} throw`, () => {
    fc.assert(
      fc.property(anyRecords, (records) => void parse(records)),
      { numRuns: 300 },
    );
  });
}

describe('a plan', () => {
  test('is what was sent', () => {
    const answer = parsePlanAnswer(PLAN);
    assert.deepEqual(answer?.plan, {
      method: 'cgroup2',
      members: [{ pid: 7, startTicks: 8, exe: '1:2', role: 'target', stopped: false }],
      programBytes: 10,
    });
    assert.equal(answer.members[0]?.argv, 'a b');
  });

  test('is none when anything beside it is not as it must be', () => {
    fc.assert(
      fc.property(anyRecord, fc.nat(PLAN.length), (extra, at) => {
        const answer = parsePlanAnswer(PLAN.toSpliced(at, 0, extra));
        // A further member that is right is part of a plan; nothing else is.
        const members = answer?.plan?.members ?? [1, 2];
        assert.equal(members.length, 2);
      }),
      { numRuns: 500 },
    );
  });

  test('is none when a field of it has another value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLAN), fc.nat(7), text, (changed, at, value) => {
        const name = [...changed.fields.keys()][at % changed.fields.size] ?? '';
        const fields = new Map([...changed.fields, [name, value]]);
        const answer = parsePlanAnswer(
          PLAN.map((one) => (one === changed ? { ...one, fields } : one)),
        );
        if (answer === null || answer.plan === null) return;
        // What is left is right, or only shown.
        const [member] = answer.plan.members;
        assert.ok(member !== undefined && member.pid >= 1 && member.startTicks >= 0);
        assert.match(member.exe, /^([0-9]+:[0-9]+)?$/);
        assert.notEqual(answer.plan.method, 'container');
      }),
      { numRuns: 500 },
    );
  });

  test('of a container needs its record, and of a process has none', () => {
    const method = record('method', { name: 'container' });
    const whole = [GOOD.target, GOOD.container, GOOD.member, method, GOOD.program];
    assert.equal(parsePlanAnswer(whole)?.plan?.container?.id, ID);
    assert.equal(parsePlanAnswer(whole.filter((one) => one !== GOOD.container))?.plan, null);
    assert.equal(parsePlanAnswer([...PLAN, GOOD.container])?.plan, null);
  });

  test('has an end', () => {
    const members = Array.from({ length: 257 }, () => GOOD.member);
    assert.equal(parsePlanAnswer([GOOD.target, ...members, GOOD.method, GOOD.program])?.plan, null);
    const refusals = Array.from({ length: 1_000 }, () => record('refuse', { code: 'init' }));
    assert.equal(parsePlanAnswer([GOOD.target, ...refusals])?.refusals.length, 16);
  });
});

describe('a freeze', () => {
  test('is what was sent', () => {
    const answer = parseFreezeAnswer(FREEZE);
    assert.equal(answer?.result, 'frozen');
    assert.deepEqual(answer.held, [{ pid: 7, startTicks: 8, state: 'frozen' }]);
  });

  test('is not believed without who is held, or with anything else', () => {
    for (const left of [GOOD.member, GOOD.held, GOOD.method, GOOD.frozen]) {
      assert.equal(parseFreezeAnswer(FREEZE.filter((one) => one !== left)), null);
    }
    assert.equal(parseFreezeAnswer([...FREEZE, GOOD.frozen]), null);
    assert.equal(parseFreezeAnswer([...FREEZE, record('gap', { reason: 'x' })]), null);
    assert.equal(parseFreezeAnswer([...FREEZE, record('held', { pid: '0', start: '1' })]), null);
  });
});

test('a long detail is cut, and numbers beyond the kernel’s are none', () => {
  const said = record('outcome', { result: 'gone', detail: 'x'.repeat(4_000) });
  assert.equal(parseStatusAnswer([said])?.detail.length, 500);
  for (const pid of ['0', '4194305', '-1', '1.5', '1e3', '', ' 7']) {
    assert.equal(parseThawAnswer([said, record('released', { pid, start: '1' })]), null);
  }
});
