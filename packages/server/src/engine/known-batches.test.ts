import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { KnownBatches, KnownBatchesState } from './known-batches.ts';

const DAY_MS = 86_400_000;

describe('known batches', () => {
  test('are told apart by organisation and id, also after a restart', () => {
    const name = fc.tuple(fc.string(), fc.string());
    fc.assert(
      fc.property(fc.array(name), name, (names, other) => {
        const known = new KnownBatches();
        const seen = new Set<string>();
        for (const [org, id] of names) {
          const key = JSON.stringify([org, id]);
          assert.equal(known.add(org, id, 1), !seen.has(key));
          seen.add(key);
        }
        const state = KnownBatchesState.parse(JSON.parse(JSON.stringify(known.toState())));
        const restored = new KnownBatches(state);
        assert.equal(restored.has(...other), seen.has(JSON.stringify(other)));
        for (const [org, id] of names) assert.equal(restored.add(org, id, 2), false);
      }),
    );
  });

  test('are forgotten after a week, or for room, which is counted', () => {
    const known = new KnownBatches([], { max: 3 });
    for (let at = 0; at < 5; at += 1) known.add('o', String(at), at);
    assert.equal(known.size, 3);
    assert.equal(known.evicted, 2);
    known.add('o', 'later', 7 * DAY_MS + 4);
    assert.deepEqual([known.has('o', '3'), known.has('o', '4'), known.evicted], [false, true, 2]);
  });
});
