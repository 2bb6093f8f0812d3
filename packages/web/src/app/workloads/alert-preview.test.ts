import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { alertPreview } from './alert-preview.ts';

const DAYS = [
  {
    dayMs: 0,
    at: [
      { score: 0.05, shapes: 40 },
      { score: 0.6, shapes: 2 },
    ],
  },
  { dayMs: 86_400_000, at: [] },
  {
    dayMs: 172_800_000,
    at: [
      { score: 0.59, shapes: 1 },
      { score: 0.91, shapes: 3 },
    ],
  },
];

test('a threshold counts what reached it, day by day', () => {
  assert.deepEqual(alertPreview(DAYS, 0.6), { alerts: 5, perDay: [2, 0, 3] });
  assert.deepEqual(alertPreview(DAYS, 0.59), { alerts: 6, perDay: [2, 0, 4] });
  assert.deepEqual(alertPreview(DAYS, 1), { alerts: 0, perDay: [0, 0, 0] });
  assert.deepEqual(alertPreview([], 0.5), { alerts: 0, perDay: [] });
});

test('steps are compared as steps, not as what is left of them in binary', () => {
  for (let step = 5; step <= 100; step += 1) {
    const days = [{ dayMs: 0, at: [{ score: step / 100, shapes: 1 }] }];
    assert.equal(alertPreview(days, step * 0.01).alerts, 1, String(step));
    assert.equal(alertPreview(days, (step + 1) * 0.01).alerts, 0, String(step));
  }
});

test('a higher threshold never gives more', () => {
  const at = fc.array(
    fc.record({ score: fc.integer({ min: 5, max: 100 }).map((n) => n / 100), shapes: fc.nat(99) }),
  );
  const days = fc.array(fc.record({ dayMs: fc.nat(), at }), { maxLength: 7 });
  fc.assert(
    fc.property(days, fc.double({ min: 0, max: 1, noNaN: true }), (week, threshold) => {
      const lower = alertPreview(week, threshold);
      const higher = alertPreview(week, threshold + 0.1);
      assert.ok(higher.perDay.every((alerts, day) => alerts <= (lower.perDay[day] ?? 0)));
    }),
  );
});
