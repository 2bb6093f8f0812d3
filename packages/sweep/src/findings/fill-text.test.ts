import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fillText, placeholdersOf } from './fill-text.ts';

test('fills facts, and says ? for what was not sent', () => {
  assert.equal(
    fillText('{exe} as {pid} of {user}', { exe: '/x', pid: 7, user: '' }),
    '/x as 7 of ?',
  );
});

test('takes nothing from prototypes, and fills what facts hold only once', () => {
  assert.equal(fillText('{constructor}', {}), '?');
  assert.equal(fillText('{a}', { a: '{b}', b: 'x' }), '{b}');
});

test('knows its places', () => {
  assert.deepEqual(placeholdersOf('{a} {b_1} {X} {}'), ['a', 'b_1']);
});
