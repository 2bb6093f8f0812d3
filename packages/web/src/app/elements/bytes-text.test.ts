import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bytesText } from './bytes-text.ts';

test('a size has the unit in which it is at least one', () => {
  assert.equal(bytesText(0), '0 B');
  assert.equal(bytesText(999), '999 B');
  assert.equal(bytesText(1_000), '1.0 kB');
  assert.equal(bytesText(1_234_567), '1.2 MB');
  assert.equal(bytesText(5e15), '5000.0 TB');
});

test('what rounds up to a thousand has the next unit', () => {
  assert.equal(bytesText(999_999), '1.0 MB');
});
