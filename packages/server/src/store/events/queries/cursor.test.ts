import assert from 'node:assert/strict';
import { test } from 'node:test';

import { VedetteError } from '@vedette/core';
import fc from 'fast-check';

import { plainRow } from '../testing/plain-row.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const order = fc.constantFrom('newest' as const, 'highest-score' as const);

test('a cursor names the row that it was made of', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.nat(),
      fc.nat(),
      order,
      (t, score, position, index, order) => {
        const row = plainRow({ position, index, score, event: { t } });
        const cursor = decodeCursor(encodeCursor(row, { order, server: 'main' }), order);
        assert.deepEqual(cursor, { order, score, t, server: 'main', position, index });
      },
    ),
  );
});

test('anything else is refused with a code, however it is made', () => {
  const json = fc.jsonValue().map((value) => JSON.stringify(value));
  const made = fc.oneof(fc.string({ unit: 'binary' }), json);
  const cursors = fc.oneof(
    fc.string({ unit: 'binary' }),
    made.map((text) => Buffer.from(text).toString('base64url')),
  );
  fc.assert(
    fc.property(cursors, order, (text, order) => {
      assert.throws(
        () => decodeCursor(text, order),
        (error) => error instanceof VedetteError && error.code === 'cursor-invalid',
      );
    }),
    { numRuns: 1_000 },
  );
});

test('there is one spelling of a cursor', () => {
  for (const position of [1, 10, 100]) {
    const text = encodeCursor(plainRow({ position }), { order: 'newest', server: 'main' });
    for (const other of [`${text}x`, `${text}=`, ` ${text}`, `${text}\n`]) {
      assert.throws(() => decodeCursor(other, 'newest'), VedetteError);
    }
  }
});
