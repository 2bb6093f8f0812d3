import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { createTextTable } from './text-table.ts';

test('a text is exactly its bytes, however often and whatever came before', () => {
  const table = createTextTable();
  const word = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: 'binary-ascii', maxLength: 200 }).map((text) => Buffer.from(text)),
    // Few different ones, so that they meet again.
    fc.nat(50).map((number) => Buffer.from(`word-${number}`)),
  );
  fc.assert(
    fc.property(fc.array(word), fc.nat(9), (words, before) => {
      for (const one of [...words, ...words]) {
        const bytes = Buffer.concat([Buffer.alloc(before, 'x'), one, Buffer.from('y')]);
        const text = table.text(bytes, before, before + one.length);
        assert.ok(Buffer.from(text).equals(one));
        const isAscii = one.every((byte) => byte < 0x80);
        assert.equal(typeof text === 'string', isAscii);
      }
    }),
  );
});

test('bytes that are kept do not change with the record that they came from', () => {
  const record = Buffer.from([0xff, 0x61]);
  const text = createTextTable().text(record, 0, 2);
  record.fill(0);
  assert.deepEqual([...Buffer.from(text)], [0xff, 0x61]);
});
