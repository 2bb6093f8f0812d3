import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { backoffMs } from './backoff.ts';
import { parseRetryAfter, RETRY_AFTER_MAX_MS } from './retry-after.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('waits longer with each failure, a minute at most, and never less than it is asked to', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), random, fc.nat(900_000), (n, random, asked) => {
      const ms = backoffMs(n, { random });
      assert.ok(ms >= 250 && ms <= 60_000);
      assert.ok(backoffMs(n + 1, { random }) >= ms);
      assert.ok(backoffMs(n, { random, retryAfterMs: asked }) >= asked);
    }),
  );
});

for (const [header, ms] of [
  ['0', 0],
  ['120', 120_000],
  [' 5 ', 5_000],
  ['Thu, 01 Jan 1970 00:00:10 GMT', 9_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['999999999', RETRY_AFTER_MAX_MS],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
] as const) {
  test(`Retry-After ${header} is ${ms} ms`, () => {
    assert.equal(parseRetryAfter(header, 1_000), ms);
  });
}
