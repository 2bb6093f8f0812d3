import assert from 'node:assert/strict';
import { test } from 'node:test';

import { histogramText } from './histogram-text.ts';

const at = (ms: number): string => `at ${ms}`;

test('a drawing is told in words', () => {
  const text = histogramText(
    {
      bucketMs: 10,
      buckets: [
        { fromMs: 0, events: 2_000, maxScore: 0.1 },
        { fromMs: 10, events: 5, maxScore: 0.934 },
        { fromMs: 20, events: 0, maxScore: null },
      ],
    },
    at,
  );
  assert.match(
    text,
    /^2,005 executions, the busiest time began at 0\. .*0\.93, came after at 10\.$/,
  );
});

test('nothing is told as nothing', () => {
  const empty = { bucketMs: 1, buckets: [{ fromMs: 0, events: 0, maxScore: null }] };
  assert.equal(histogramText(empty, at), 'No executions in this span.');
});
