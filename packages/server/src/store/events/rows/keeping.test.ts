import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { plainRow } from '../testing/plain-row.ts';
import { keptSeconds } from './keeping.ts';

const DAY_MS = 86_400_000;
const DAY_S = 86_400;

test('whatever time an event claims, it stays a day at least, and a day too long at most', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: DAY_MS * 4_000, max: 3_900_000_000_000 }),
      fc.integer({ min: 1, max: 3_650 }),
      (t, receivedMs, retentionDays) => {
        const row = plainRow({ receivedMs, event: { t } });
        const { kept, expires } = keptSeconds(row, { retentionDays });
        const receivedS = Math.floor(receivedMs / 1_000);
        assert.ok(
          expires >= receivedS + DAY_S && expires <= receivedS + (retentionDays + 1) * DAY_S,
        );
        assert.ok(kept >= receivedS - (retentionDays - 1) * DAY_S && kept <= receivedS + DAY_S);
        assert.ok(Number.isSafeInteger(kept) && Number.isSafeInteger(expires));
      },
    ),
  );
});

test('an event whose time is believed is kept by that time', () => {
  const row = plainRow({ receivedMs: 10 * DAY_MS, event: { t: 8 * DAY_MS + 1_999.5 } });
  assert.deepEqual(keptSeconds(row, { retentionDays: 7 }), {
    kept: 8 * DAY_S + 1,
    expires: 15 * DAY_S + 1,
  });
});
