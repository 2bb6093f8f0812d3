import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { adaptShare, thresholdFor } from './alert-budget.ts';
import { Calibration } from './calibration.ts';

const BENIGN = { day: 0, alerted: false };
/** Ties and zeros, as scores have them. */
const scores = fc.array(fc.constantFrom(0, 0, 0, 0.1, 0.25, 0.6, 0.9), {
  minLength: 20,
  maxLength: 200,
});

function after(past: readonly number[]): Calibration {
  const calibration = new Calibration();
  for (const score of past) calibration.observe(score, BENIGN);
  return calibration;
}

describe('a p-value', () => {
  test('is never too small: for any of n exchangeable scores, P(p ≤ a) ≤ a', () => {
    fc.assert(
      fc.property(scores, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, a) => {
        const small = all.filter((score, at) => after(all.toSpliced(at, 1)).pValue(score) <= a);
        assert.ok(small.length <= a * all.length + 0.5, `${small.length} of ${all.length}`);
      }),
      { numRuns: 30 },
    );
  });

  test('cannot be small while the past is short, and falls as the score rises', () => {
    assert.equal(new Calibration().pValue(1), 1);
    const calibration = after([0, 0, 0, 0.2, 0.4]);
    assert.ok(calibration.pValue(0.9) <= calibration.pValue(0.3));
    assert.ok(calibration.pValue(0.9) >= 1 / 7);
  });

  test('follows a drift: after as many new scores the old ones count less than half', () => {
    const calibration = after(Array<number>(20_000).fill(0.9));
    for (let at = 0; at < 40_000; at += 1) calibration.observe(0.1, BENIGN);
    assert.ok(calibration.pValue(0.5) < 0.2);
  });

  test('is the same to the last bit after a restart', () => {
    fc.assert(
      fc.property(scores, (all) => {
        const calibration = after(all);
        const restored = new Calibration(calibration.toState());
        for (const score of all) assert.equal(restored.pValue(score), calibration.pValue(score));
      }),
    );
  });
});

describe('an alert budget', () => {
  test('gives a threshold that the past would have kept', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 50 }), (all, alertsPerDay) => {
        const threshold = thresholdFor(after(all), { alertsPerDay, eventsPerDay: all.length });
        if (threshold === null) return;
        const alerts = all.filter((score) => score >= threshold).length;
        assert.ok(alerts <= alertsPerDay, `${alerts} at ${threshold}`);
      }),
    );
  });

  test('is followed: too many alerts lower the share, too few bring it back, never above', () => {
    const budget = { alertsPerDay: 2, eventsPerDay: 200 };
    const less = adaptShare(0.01, budget, 20);
    assert.ok(less < 0.01);
    assert.ok(adaptShare(less, budget, 0) > less);
    assert.equal(adaptShare(0.01, budget, 0), 0.01);
  });

  test('gives none while too little was seen to promise it', () => {
    assert.equal(thresholdFor(after([0, 0]), { alertsPerDay: 1, eventsPerDay: 10_000 }), null);
  });
});
