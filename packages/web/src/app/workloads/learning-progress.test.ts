import assert from 'node:assert/strict';
import { test } from 'node:test';

import { learningProgress } from './learning-progress.ts';

const DAY_MS = 86_400_000;

test('learning takes days and executions, and waits for whichever is behind', () => {
  const nothing = learningProgress({ executions: 0, firstMs: null, lastMs: null });
  assert.deepEqual(nothing, { share: 0, text: 'day 1 of 3, 0 of 500 executions' });
  const busy = learningProgress({ executions: 9_000, firstMs: 0, lastMs: 1.5 * DAY_MS });
  assert.deepEqual(busy, { share: 0.5, text: 'day 2 of 3' });
  const quiet = learningProgress({ executions: 125, firstMs: 0, lastMs: 30 * DAY_MS });
  assert.deepEqual(quiet, { share: 0.25, text: '125 of 500 executions' });
  const done = learningProgress({ executions: 500, firstMs: 0, lastMs: 3 * DAY_MS });
  assert.deepEqual(done, { share: 1, text: 'nearly done' });
});
