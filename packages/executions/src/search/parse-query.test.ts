import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

import { asksInWords, matchesPattern, parseQuery } from './parse-query.ts';

test('filters and words are told apart', () => {
  const query = parseQuery(
    'workload:web* score:>0.8 last:24h like:"reverse shell" -host:ci "on port"',
  );
  assert.deepEqual(query, {
    filters: [
      { field: 'workload', pattern: 'web*', not: false },
      { field: 'score', min: 0.8, max: 1 },
      { field: 'last', ms: 86_400_000 },
      { field: 'host', pattern: 'ci', not: true },
    ],
    text: 'reverse shell on port',
    notes: [],
  });
});

test('what is no filter is text, and what only looks like one is told', () => {
  assert.deepEqual(parseQuery('http://example.com'), {
    filters: [],
    text: 'http://example.com',
    notes: [],
  });
  const wrong = parseQuery('score:high last:soon');
  assert.equal(wrong.filters.length, 0);
  assert.equal(wrong.text, 'score:high last:soon');
  assert.equal(wrong.notes.length, 2);
});

test('an empty question asks for nothing in words', () => {
  for (const text of ['', '   ', 'the', 'score:>0.5'])
    assert.equal(asksInWords(parseQuery(text)), false, text);
  assert.ok(asksInWords(parseQuery('anything that looks like a miner')));
});

test('any question is read, within bounds', () => {
  const parts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('workload:', 'score:>', '"', '-', 'last:9999w', 'like:"', '\u202e', '\0'),
  );
  fc.assert(
    fc.property(fc.array(parts), (texts) => {
      const { filters, notes, text } = parseQuery(texts.join(' '));
      assert.ok(filters.length + notes.length <= 130 && text.length <= 2_000);
    }),
    { numRuns: 2_000 },
  );
  assert.ok(parseQuery('x '.repeat(100_000)).text.length <= 1_000);
});

test('a star stands for anything, also for nothing', () => {
  assert.ok(matchesPattern('web*', 'web-1') && matchesPattern('*', ''));
  assert.ok(matchesPattern('*b*d', 'abcd') && !matchesPattern('*b*d', 'abc'));
  assert.ok(!matchesPattern('ab*ba', 'aba') && matchesPattern('ab*ba', 'abba'));
});
