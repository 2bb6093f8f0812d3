import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { arbitraryEvent } from '../testing/arbitrary-event.ts';
import { ShapeCache } from './shape-cache.ts';
import { shapeOf } from './shape-of.ts';

test('a remembered shape is the shape', () => {
  const cache = new ShapeCache();
  fc.assert(
    fc.property(fc.array(arbitraryEvent), (events) => {
      for (const event of [...events, ...events])
        assert.deepEqual(cache.shapeOf(event), shapeOf(event));
    }),
  );
});

test('arguments that join to the same text are told apart', () => {
  const cache = new ShapeCache();
  fc.assert(
    fc.property(arbitraryEvent, fc.array(fc.constantFrom('', 'a', '\0', 'a\0a')), (event, argv) => {
      const parents = [event.parent, `${event.parent}\0${argv[0] ?? ''}`];
      for (const parent of parents)
        for (const given of [argv, argv.slice(1), [argv.join('\0')], []]) {
          const one = { ...event, parent, argv: given };
          assert.deepEqual(cache.shapeOf(one), shapeOf(one));
        }
    }),
  );
});
