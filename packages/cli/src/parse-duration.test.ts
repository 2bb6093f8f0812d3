import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseEvery, parseExpiry } from './parse-duration.ts';

test('a number and a unit', () => {
  assert.equal(parseEvery('90s'), 90_000);
  assert.equal(parseEvery('15m'), 900_000);
  assert.equal(parseExpiry('12h'), 43_200_000);
  assert.equal(parseExpiry('30d'), 2_592_000_000);
});

for (const text of ['', '15', 'm', '-1m', '1.5h', '15 m', '1w', '99999999d']) {
  test(`not a duration: ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseExpiry(text), /Write a number and a unit/);
  });
}

test('within what makes sense', () => {
  assert.throws(() => parseEvery('9s'), /between 10s and 24d/);
  assert.throws(() => parseEvery('25d'), /between 10s and 24d/);
  assert.throws(() => parseExpiry('0d'), /between 1s and 3660d/);
});
