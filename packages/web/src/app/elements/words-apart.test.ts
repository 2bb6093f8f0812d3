import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { wordsApart } from './words-apart.ts';

const words = fc.array(fc.constantFrom('a', 'b', 'c', '-x', ''), { maxLength: 30 });
const shared = (compared: readonly { text: string; kind: string }[]): string[] =>
  compared.filter(({ kind }) => kind === 'both').map(({ text }) => text);

test('words of one line only are marked', () => {
  const { here, there } = wordsApart(['curl', '-s', 'evil', '|', 'sh'], ['curl', '-s', 'good']);
  assert.deepEqual(shared(here), ['curl', '-s']);
  assert.deepEqual(
    there.filter(({ kind }) => kind === 'only-here').map(({ text }) => text),
    ['good'],
  );
});

test('a word that moved is marked once on each side', () => {
  const { here, there } = wordsApart(['tar', 'x', '-v'], ['tar', '-v', 'x']);
  assert.equal(here.filter(({ kind }) => kind === 'only-here').length, 1);
  assert.equal(there.filter(({ kind }) => kind === 'only-here').length, 1);
});

test('every word is kept, and the shared ones are the same in the same order', () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      const { here, there } = wordsApart(a, b);
      assert.deepEqual(
        here.map(({ text }) => text),
        a,
      );
      assert.deepEqual(
        there.map(({ text }) => text),
        b,
      );
      assert.deepEqual(shared(here), shared(there));
    }),
  );
});

test('a line is not apart from itself', () => {
  fc.assert(fc.property(words, (a) => assert.deepEqual(shared(wordsApart(a, a).here), a)));
});

test('very long lines are compared by what they have', () => {
  const long = Array.from({ length: 20_000 }, (_, at) => `w${at}`);
  const { here } = wordsApart([...long, 'odd'], long);
  assert.deepEqual(
    here.filter(({ kind }) => kind === 'only-here').map(({ text }) => text),
    ['odd'],
  );
});
