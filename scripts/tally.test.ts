import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addTallies, formatTally, parseTally } from './tally.ts';

const tally = { passed: 12, failed: 1, skipped: 3 };

test('a tally is read back from the last line of an output', () => {
  assert.deepEqual(parseTally(`noise\n${formatTally(tally)}\n`), tally);
});

test('an output that ends before its tally has none', () => {
  assert.equal(parseTally(`${formatTally(tally)}\nthen it crashed`), undefined);
  assert.equal(parseTally(''), undefined);
});

test('tallies add up by outcome', () => {
  assert.deepEqual(addTallies(tally, tally), { passed: 24, failed: 2, skipped: 6 });
});
