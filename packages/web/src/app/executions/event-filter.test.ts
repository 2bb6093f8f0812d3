import assert from 'node:assert/strict';
import { test } from 'node:test';

import { canFollow, eventFilter, spanOf } from './event-filter.ts';

const NOW_MS = 1_800_000_000_000;

test('a day up to now, where nothing is said', () => {
  assert.deepEqual(eventFilter({}, NOW_MS), { from: NOW_MS - 86_400_000 });
});

test('every filter has the name that the API knows it by', () => {
  const filter = eventFilter(
    { span: '1h', min: 0.8, shape: 's', exe: ['/bin/sh'], not: ['uid:0'], parentProcess: 'p' },
    NOW_MS,
  );
  assert.deepEqual(filter, {
    ...{ from: NOW_MS - 3_600_000, exe: ['/bin/sh'], not: ['uid:0'], minScore: 0.8 },
    ...{ shape: ['s'], parentProcess: 'p' },
  });
});

test('a span of one end has another, and never ends before it begins', () => {
  assert.deepEqual(spanOf({ to: NOW_MS, span: '15m' }, 0), { from: NOW_MS - 900_000, to: NOW_MS });
  assert.deepEqual(spanOf({ from: 5, to: 3 }, NOW_MS), { from: 5, to: 6 });
  assert.deepEqual(spanOf({ from: 5 }, NOW_MS), { from: 5 });
});

test('only the newest of a span without an end goes on', () => {
  assert.equal(canFollow({ from: 1 }), true);
  assert.equal(canFollow({ to: 1 }), false);
  assert.equal(canFollow({ order: 'highest-score' }), false);
});
