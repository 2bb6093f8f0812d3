import assert from 'node:assert/strict';
import { test } from 'node:test';

import { itemWords } from './item-words.ts';
import { stateWords } from './state-words.ts';

test('items are told in words, also those of processes frozen along', () => {
  assert.match(itemWords('exe'), /program/);
  assert.match(itemWords('member-42-environ'), /environment.*process 42/);
  assert.equal(itemWords('net-tcp'), 'the sockets of its network');
  assert.equal(itemWords('constructor'), '');
});

test('a state that is not known is shown as it is', () => {
  assert.equal(stateWords('loose').tone, 'bad');
  assert.equal(stateWords('toString').words, 'toString');
});
