import assert from 'node:assert/strict';
import { test } from 'node:test';

import { commandStart } from './command-start.ts';

const nameless = { argv: [], exe: '', comm: '', pid: 7 };

test('a row has the beginning of a command line, however long it is', () => {
  const argv = ['sh', '-c', 'x'.repeat(1_000_000)];
  assert.equal(commandStart({ ...nameless, argv }, 10), 'sh -c xxxx');
});

test('without arguments there is the program, else its name, else its number', () => {
  assert.equal(commandStart({ ...nameless, exe: '/bin/sh', comm: 'sh' }, 80), '/bin/sh');
  assert.equal(commandStart({ ...nameless, comm: 'kworker' }, 80), 'kworker');
  assert.equal(commandStart(nameless, 80), 'process 7');
});
