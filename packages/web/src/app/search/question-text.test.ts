import assert from 'node:assert/strict';
import { test } from 'node:test';

import { durationText, filterText, questionText, questionWith } from './question-text.ts';

const filters = [
  { field: 'workload', pattern: 'web*', not: false },
  { field: 'parent', pattern: 'a b', not: true },
  { field: 'score', min: 0.8, max: 1 },
  { field: 'last', ms: 86_400_000 },
] as const;
const understood = { filters: [...filters], text: 'reverse shell' };

test('what was understood is written as a question', () => {
  assert.equal(
    questionText(understood),
    'workload:web* -parent:"a b" score:>0.8 last:1d reverse shell',
  );
});

test('one filter is written anew or taken away, the rest stays', () => {
  assert.equal(
    questionWith(understood, 2, 'score:>0.9'),
    'workload:web* -parent:"a b" score:>0.9 last:1d reverse shell',
  );
  assert.equal(questionWith(understood, 0, null), '-parent:"a b" score:>0.8 last:1d reverse shell');
});

test('a low score is written as one', () => {
  assert.equal(filterText({ field: 'score', min: 0, max: 0.2 }), 'score:<0.2');
  assert.equal(filterText({ field: 'score', min: 0, max: 1 }), 'score:>0');
});

test('words that would be read as filters are quoted', () => {
  const words = { filters: [], text: 'http: host:web un"even' };
  assert.equal(questionText(words), '"http:" "host:web" "uneven"');
});

test('a quote inside of a value is anything, since it cannot be written', () => {
  assert.equal(filterText({ field: 'exe', pattern: '/a "b', not: false }), 'exe:"/a *b"');
});

test('spans have the largest unit that tells them exactly', () => {
  assert.deepEqual([1_000, 90_000, 3_600_000, 5_400_000, 604_800_000].map(durationText), [
    '1s',
    '90s',
    '1h',
    '90m',
    '1w',
  ]);
});
