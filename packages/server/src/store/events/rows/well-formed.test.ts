import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { wellFormed } from './well-formed.ts';

const text = fc.string({ unit: 'binary' }).map((text) => text.slice(1));
const value = fc.jsonValue({ stringUnit: 'binary' });

test('the result can be written as UTF-8, and what could be before is as it was', () => {
  fc.assert(
    fc.property(fc.oneof(value, fc.array(text), fc.dictionary(text, text)), (given) => {
      const json = JSON.stringify(given);
      const got = wellFormed(given);
      assert.ok(!/(?<!\\)(\\\\)*\\ud[89a-f]/.test(JSON.stringify(got)));
      if (!json.includes('\\ud')) assert.deepEqual(JSON.stringify(got), json);
    }),
  );
});
