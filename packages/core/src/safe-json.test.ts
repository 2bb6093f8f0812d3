import assert from 'node:assert/strict';
import { test } from 'node:test';

import { escapeText } from './escape-text.ts';
import fc from 'fast-check';

import { safeJson } from './safe-json.ts';

const anyText = fc.string({ unit: 'binary' });

test('means the same to a parser, and nothing to a terminal', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ stringUnit: 'binary' }),
      fc.option(fc.constant(2), { nil: undefined }),
      (value, indent) => {
        const text = safeJson(value, indent);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
        for (const line of text.split('\n')) assert.equal(escapeText(line, line.length), line);
      },
    ),
  );
});

test('escapes what JSON.stringify leaves', () => {
  fc.assert(
    fc.property(anyText, (text) =>
      assert.doesNotMatch(safeJson(text), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/),
    ),
  );
  assert.equal(safeJson('\u202e\u0085'), '"\\u202e\\u0085"');
});
