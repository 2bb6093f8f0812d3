import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { processId } from '../process-id.ts';
import { createProcessIds, ticksOf } from './process-ids.ts';

const NS_PER_TICK = 10_000_000n;
/** A thousand years. */
const START_MAX = 1n << 64n;

test('ticks are exact for every start that there can be', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: START_MAX - 1n }), (start) => {
      const ticks = ticksOf(Number(start & 0xffff_ffffn), Number(start >> 32n));
      assert.equal(BigInt(ticks), start / NS_PER_TICK);
    }),
  );
});

test('an id is of this process, whoever had its place before', () => {
  const ids = createProcessIds('boot');
  const process = fc.tuple(fc.constantFrom(1, 2, 4097, 4098), fc.nat(3), fc.nat(2));
  fc.assert(
    fc.property(fc.array(process), (processes) => {
      for (const [pid, tick, high] of processes) {
        const low = tick * Number(NS_PER_TICK);
        assert.equal(ids(pid, low, high), processId('boot', pid, ticksOf(low, high)));
      }
    }),
  );
});
