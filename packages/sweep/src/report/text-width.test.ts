import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { createPaint } from './palette.ts';
import { padText, textWidth, wrapText } from './text-width.ts';

test('counts columns, not characters', () => {
  assert.equal(textWidth('abc'), 3);
  assert.equal(textWidth('漢字'), 4);
  assert.equal(textWidth('e\u0301'), 1);
  assert.equal(textWidth(createPaint(true)('bad', 'abc')), 3);
  assert.equal(padText('漢', 4), '漢  ');
});

test('no line is wider than asked, and no word is lost', () => {
  const words = fc.array(fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 60 }));
  fc.assert(
    fc.property(words, fc.integer({ min: 40, max: 120 }), (list, columns) => {
      const text = list.map((word) => word.replaceAll(/\s/g, '_')).join(' ');
      const wrapped = wrapText(text, columns, 4);
      for (const line of wrapped.split('\n').slice(1)) assert.ok(textWidth(line) <= columns, line);
      assert.equal(wrapped.replaceAll(/\s/g, ''), text.replaceAll(/\s/g, ''));
    }),
  );
});
