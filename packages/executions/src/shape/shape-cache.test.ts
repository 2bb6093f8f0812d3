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
    fc.property(arbitraryEvent, fc.array(fc.constantFrom('a', '\n', 'a\na')), (event, argv) => {
      const one = { ...event, argv: ['x', ...argv] };
      const two = { ...event, argv: ['x', argv.join('\n')] };
      assert.equal(cache.shapeOf(one).key, shapeOf(one).key);
      assert.equal(cache.shapeOf(two).key, shapeOf(two).key);
    }),
  );
});
