import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nameFailure } from './name-failure.ts';
import { TooSlow } from './within-limit.ts';

test('a failure is named without what its message may hold', () => {
  const refused = Object.assign(new Error('password hunter2'), { code: 'ECONNREFUSED' });
  assert.equal(nameFailure(refused), 'Error ECONNREFUSED');
  assert.equal(nameFailure(new TypeError('hunter2')), 'TypeError');
  assert.equal(nameFailure(new TooSlow()), 'no answer within the time limit');
  assert.equal(nameFailure(Object.assign(new Error('x'), { name: '\u001b[2J' })), 'Error');
  assert.equal(nameFailure('hunter2'), 'something that is no error was thrown');
});
