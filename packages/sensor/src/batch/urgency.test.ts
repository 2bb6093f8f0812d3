import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ExecutionEvent } from '@vedette/core';

import { isUrgent, URGENCIES } from './urgency.ts';

const plain: ExecutionEvent = {
  ...{ t: 0, host: 'h', workload: 'w', pid: 2, ppid: 1, uid: 0, comm: 'x', parent: 'p' },
  ...{ exe: '/usr/bin/x', argv: ['x'], kind: 'exec' },
};

const URGENT: Readonly<Record<string, Partial<ExecutionEvent>>> = {
  'memory-program': { memfd: true },
  'deleted-program': { deleted: true },
  'shell-connection': { kind: 'connect', exe: '/usr/bin/dash', comm: 'sh' },
  'scratch-program': { exe: '/dev/shm/x' },
  privilege: { privileged: true },
};

for (const { id, holds } of URGENCIES) {
  test(`${id} is urgent, and for its own reason only`, () => {
    const event = { ...plain, ...URGENT[id] };
    assert.equal(holds(event), true);
    assert.deepEqual(
      URGENCIES.filter((one) => one.holds(event)).map((one) => one.id),
      [id],
    );
  });
}

for (const [what, fields] of [
  ['an ordinary program', {}],
  ['a shell', { exe: '/usr/bin/bash' }],
  ['a connection of an ordinary program', { kind: 'connect' }],
  ['the end of a deleted program', { kind: 'exit', deleted: true }],
  ['a program below a folder that is only called tmp', { exe: '/srv/tmp/x' }],
] as const) {
  test(`${what} is not urgent`, () => assert.equal(isUrgent({ ...plain, ...fields }), false));
}
