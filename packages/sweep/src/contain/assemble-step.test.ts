import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

import fc from 'fast-check';

import { assembleStep, STEPS, type StepOptions } from './assemble-step.ts';

/** A word that would show if anything of it ever got into a script. */
const FOREIGN = 'x$(touch /pwned);\'"\n`id`';

const HEX_DIGITS = '0123456789abcdef'.split('');
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...HEX_DIGITS), minLength: length, maxLength: length });
const deviceInode = fc.tuple(fc.nat(), fc.nat()).map(([device, inode]) => `${device}:${inode}`);
const pid = fc.integer({ min: 1, max: 4_194_304 });
const ticks = fc.nat(Number.MAX_SAFE_INTEGER);
const bootId = fc.uuid();

const member = fc.record({
  pid,
  startTicks: ticks,
  exe: fc.oneof(deviceInode, fc.constant('')),
  role: fc.constantFrom('target', 'child', 'same-program', 'respawner'),
  stopped: fc.boolean(),
});
const container = fc.record({
  engine: fc.constantFrom('docker', 'podman', 'cgroup'),
  id: hex(64),
  restart: fc.constantFrom('no', 'always', 'unless-stopped', 'on-failure', 'unknown'),
  restartRetries: fc.integer({ min: 0, max: 1_000_000 }),
  state: fc.constantFrom('running', 'paused', 'unknown'),
});
const options: fc.Arbitrary<StepOptions> = fc.record(
  {
    nonce: hex(32),
    step: fc.constantFrom(...STEPS),
    action: hex(8).map((digits) => `E-20260101-${digits}`),
    target: fc.record(
      { bootId, pid, startTicks: ticks, exe: deviceInode, container: hex(64) },
      { requiredKeys: ['bootId', 'pid', 'startTicks', 'exe'] },
    ),
    plan: fc.record(
      {
        method: fc.constantFrom('container', 'cgroup2', 'cgroup1', 'signal'),
        members: fc.array(member, { maxLength: 8 }),
        container,
        programBytes: fc.nat(),
      },
      { requiredKeys: ['method', 'members', 'programBytes'] },
    ),
    bytesMax: fc.nat(2 ** 30),
    wallSecondsMax: fc.integer({ min: 1, max: 86_400 }),
  },
  { requiredKeys: ['nonce', 'step', 'action', 'target', 'bytesMax', 'wallSecondsMax'] },
);

const example: StepOptions = {
  nonce: '0123456789abcdef',
  step: 'freeze',
  action: 'E-20260101-00000001',
  target: {
    bootId: '00000000-0000-4000-8000-000000000000',
    pid: 4_194_304,
    startTicks: 1,
    exe: '1:2',
    container: 'a'.repeat(64),
  },
  plan: {
    method: 'container',
    members: [{ pid: 7, startTicks: 8, exe: '3:4', role: 'target', stopped: false }],
    container: {
      engine: 'docker',
      id: 'a'.repeat(64),
      restart: 'always',
      restartRetries: 0,
      state: 'running',
    },
    programBytes: 9,
  },
  bytesMax: 1,
  wallSecondsMax: 1,
};

/** A value of `sh` that our own assignments may have. */
const ASSIGNED = /^[A-Z_]+=(?:[A-Za-z0-9:_-]*|\$NONCE|'[a-z0-9:, -]*')$/;

test('every value of a step is digits, hex or a word of ours, and the rest is the same for all', () => {
  const [head, ...rest] = split(assembleStep(example));
  assert.ok(head !== undefined && head.length > 15);
  fc.assert(
    fc.property(options, (some) => {
      const [values = [], ...program] = split(assembleStep(some));
      for (const line of values) assert.match(line, ASSIGNED);
      const [body = []] = program;
      const [expected = []] = rest;
      const called = (lines: readonly string[]) =>
        lines.map((line) => line.replace(/contain_[a-z]+ <\/dev\/null && /, ''));
      assert.deepEqual(called(body), called(expected));
    }),
    { numRuns: 50 },
  );
});

/** The assignments between the first line and the fixed text, and the fixed text. */
function split(script: string): readonly (readonly string[])[] {
  const lines = script.split('\n');
  const fixed = lines.findIndex((line) => line.startsWith('CONTAIN_FRAMES='));
  return [lines.slice(1, fixed), lines.slice(fixed)];
}

test('any value that is not what its schema says is refused', () => {
  const places = leaves(example);
  assert.ok(places.length > 20);
  const foreign = fc.oneof(
    fc.constant(FOREIGN),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(-1, 1.5, Number.NaN, Infinity, 2 ** 60, null, '', {}, [], '1;id'),
    fc.constantFrom('0123456789ABCDEF', `${'a'.repeat(64)}\n`, '1:2\n', 'E-20260101-00000001\n'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...places), foreign, (place, value) => {
      const changed = replaced(example, place, value);
      let script: string;
      try {
        script = assembleAny(changed);
      } catch (error) {
        assert.ok(error instanceof TypeError);
        return;
      }
      // A value that is in the schema after all, such as an empty exe of a member.
      for (const line of split(script)[0] ?? []) assert.match(line, ASSIGNED);
    }),
    { numRuns: 200 },
  );
});

test('what a schema does not know is refused', () => {
  for (const changed of [
    { ...example, more: 1 },
    { ...example, target: { ...example.target, comm: FOREIGN } },
    { ...example, plan: { ...example.plan, path: FOREIGN } },
    { ...example, step: 'kill' },
    { ...example, plan: { ...example.plan, members: Array(257).fill(example.plan?.members[0]) } },
  ]) {
    assert.throws(() => assembleAny(changed), TypeError);
  }
});

/** The paths of all values in a value. */
function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const changed = Object.entries(value).map(([name, inner]: [string, unknown]) => [
    name,
    name === key ? replaced(inner, rest, by) : inner,
  ]);
  return Array.isArray(value) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed);
}

/** As JavaScript calls it, where no compiler sees what is given. */
function assembleAny(value: unknown): string {
  return String(Reflect.apply(assembleStep, undefined, [value]));
}

test('a script that is cut off anywhere is none', () => {
  const script = assembleStep(example);
  const call = script.lastIndexOf('vedette_contain </dev/null');
  assert.equal(script.slice(call), 'vedette_contain </dev/null\n');
  // Whatever is cut, what stands before the call is one command that has no end.
  assert.match(script, /^vedette_contain\(\) \{\n/);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: call }), (length) => {
      const cut = script.slice(0, length);
      const { status, stdout, stderr } = spawnSync('/bin/sh', ['-s'], {
        input: `${cut}\n`,
        encoding: 'utf8',
        env: { PATH: '/nowhere' },
      });
      assert.equal(stdout, '');
      // Nothing at all, the whole function, or a beginning that is no command.
      if (status === 0) assert.ok(length === 0 || length >= call - 1, `cut at ${length}`);
      else assert.match(stderr, /[Ss]yntax error|unterminated|Unterminated|not found/);
    }),
    { numRuns: 60 },
  );
});
