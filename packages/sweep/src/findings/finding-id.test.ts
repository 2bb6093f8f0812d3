import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { digest, findingId } from './finding-id.ts';

test('is short, stable and the same for the same parts', () => {
  assert.match(findingId(['web-1', 'process', 'b', '7:100']), /^F-[0-9a-f]{10}$/);
  assert.equal(findingId(['a', 'b']), findingId(['a', 'b']));
});

test('differs for any other list of parts', () => {
  const parts = fc.array(fc.string(), { maxLength: 4 });
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      assert.equal(digest(a) === digest(b), JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});
