import assert from 'node:assert/strict';
import { test } from 'node:test';

import { escapeText } from '@vedette/core';
import { createPaint, type FreezePlan, type Plan } from '@vedette/sweep';
import fc from 'fast-check';

import { freezePlanText } from './freeze-plan-text.ts';

const layout = { paint: createPaint(false), columns: 100, verbose: false };
const MEMBER = { startTicks: 7, exe: '1:2', stopped: false } as const;
const PLAN: Plan = {
  method: 'cgroup2',
  members: [
    { ...MEMBER, pid: 4242, role: 'target' },
    { ...MEMBER, pid: 4243, role: 'child', stopped: true },
  ],
  programBytes: 1_048_576,
};
const FREEZE: FreezePlan = {
  host: 'web one',
  identity: { bootId: '0'.repeat(36), pid: 4242, startTicks: 7, exe: '1:2' },
  plan: PLAN,
  argv: './x\n-o\npool:3333\n--token\nabc\n',
  path: '/tmp/x (deleted)',
  refusals: [],
  confirm: 'web one/4242/7',
};

test('a plan says what is frozen and how to confirm it', () => {
  assert.equal(
    freezePlanText(FREEZE, layout, './fleet.toml'),
    [
      'process 4242 on web one',
      '  runs      ./x -o pool:3333 --token [redacted 3 chars]',
      '  program   /tmp/x (deleted)',
      '  how       a control group of its own is frozen (v2); SIGCONT does not wake it',
      '  freezes   4242  the process that was asked for',
      '            4243  started by it; stopped already, stays so after a thaw',
      '  saves     its program (1.0 MB) before; command line, environment, memory map, open files, sockets',
      '            and logs after',
      'nothing was done; to do it:',
      "  vedette freeze --host 'web one' --pid 4242 --inventory ./fleet.toml '--confirm=web one/4242/7'",
    ].join('\n'),
  );
});

test('a plan for a container says whose it is', () => {
  const container = {
    engine: 'docker',
    id: 'ab'.repeat(32),
    restart: 'always',
    restartRetries: 0,
    state: 'running',
  } as const;
  const plan = { ...PLAN, method: 'container', container } as const;
  assert.match(
    freezePlanText({ ...FREEZE, plan }, layout, undefined),
    /^ {2}container abababababab \(docker\), restart=always, running$/m,
  );
});

test('a refusal shows no way to confirm', () => {
  const refusals = [
    { code: 'system-daemon', detail: 'the host cannot be run without it' },
  ] as const;
  const text = freezePlanText({ ...FREEZE, plan: null, refusals }, layout, undefined);
  assert.match(text, /^ {2}refused {3}system-daemon: the host cannot be run without it$/m);
  assert.doesNotMatch(text, /--confirm/);
});

test('shows nothing that a terminal obeys, whatever the host sends', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, text, fc.boolean(), (argv, path, detail, refused) => {
      const refusals = refused ? ([{ code: 'engine', detail }] as const) : [];
      const shown = freezePlanText({ ...FREEZE, argv, path, refusals }, layout, undefined);
      for (const line of shown.split('\n')) assert.equal(escapeText(line, line.length), line);
    }),
  );
});
