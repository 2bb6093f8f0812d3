import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ceiling, timesCheaper } from './benchmark.ts';

test('a ceiling is met below it and not at it, nor by what could not be measured', () => {
  const met = (ours: number | string): boolean | null =>
    ceiling('cpu', 's', { ours, below: 0.5 }).met;
  assert.deepEqual([0.49, 0.5, 'no sh'].map(met), [true, false, false]);
});

test('ratios are computed, and one peer short of the aim is enough to miss it', () => {
  const { peers, met } = timesCheaper('cpu', { ours: 0.1, peers: { a: 10, b: 4 }, atLeast: 50 });
  assert.deepEqual(peers, { a: 100, b: 40 });
  assert.equal(met, false);
});

test('a peer that could not run does not count as beaten', () => {
  const { met } = timesCheaper('cpu', {
    ours: 0.1,
    peers: { a: 10, b: 'not installed' },
    atLeast: 50,
  });
  assert.equal(met, false);
});
