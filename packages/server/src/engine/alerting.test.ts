import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { Calibration } from '@vedette/executions';
import fc from 'fast-check';

import { Alerting, chooseAlerting, defaultAlerting, nextDay } from './alerting.ts';

const DEFAULT = 0.8;

/** A past of so many quiet events and some that are stranger. */
function calibrated(quiet: number, strange: readonly number[] = []): Calibration {
  const calibration = new Calibration();
  for (let at = 0; at < quiet; at += 1) calibration.observe(0, { day: 0, alerted: false });
  for (const score of strange) calibration.observe(score, { day: 0, alerted: false });
  return calibration;
}

describe('how a workload is alerted about', () => {
  const grounds = {
    calibration: calibrated(5_000, [0.5, 0.6, 0.7, 0.75]),
    defaultThreshold: DEFAULT,
  };

  test('is by the default until somebody chooses, and again when that is taken back', () => {
    const before = defaultAlerting(DEFAULT);
    assert.equal(before.threshold, DEFAULT);
    const chosen = chooseAlerting(before, { threshold: 0.6 }, grounds);
    assert.equal(nextDay(chosen, grounds).threshold, 0.6);
    assert.equal(chooseAlerting(chosen, null, grounds).threshold, DEFAULT);
  });

  test('is by a budget: fewer alerts a day need a higher score', () => {
    const day = { ...defaultAlerting(DEFAULT), eventsToday: 1_000 };
    const thresholds = [0.5, 1, 2, 50].map(
      (alertsPerDay) => chooseAlerting(day, { alertsPerDay }, grounds).threshold,
    );
    assert.deepEqual(
      thresholds,
      thresholds.toSorted((a, b) => b - a),
    );
    assert.ok((thresholds[3] ?? 1) < (thresholds[0] ?? 0), thresholds.join(' '));
  });

  test('is by the default while too little was seen to promise a budget', () => {
    const short = { calibration: calibrated(3), defaultThreshold: DEFAULT };
    const day = { ...defaultAlerting(DEFAULT), eventsToday: 1_000 };
    assert.equal(chooseAlerting(day, { alertsPerDay: 1 }, short).threshold, DEFAULT);
  });

  test('follows what was really alerted: a loud day raises the line, quiet ones bring it back', () => {
    const events = { eventsToday: 1_000 };
    const start = chooseAlerting(
      { ...defaultAlerting(DEFAULT), ...events },
      { alertsPerDay: 1 },
      grounds,
    );
    const loud = nextDay({ ...start, ...events, alertsToday: 20 }, grounds);
    assert.ok((loud.share ?? 1) < (start.share ?? 0));
    let quiet = loud;
    for (let day = 0; day < 20; day += 1) quiet = nextDay({ ...quiet, ...events }, grounds);
    assert.ok(Math.abs((quiet.share ?? 0) - (start.share ?? 0)) < 1e-9);
  });

  test('is bounded and whole after any days', () => {
    const day = fc.record({
      events: fc.nat({ max: 1e6 }),
      alerts: fc.nat({ max: 1e4 }),
    });
    fc.assert(
      fc.property(
        fc.array(day),
        fc.double({ min: 0.01, max: 1e4, noNaN: true }),
        (days, budget) => {
          let alerting = chooseAlerting(
            defaultAlerting(DEFAULT),
            { alertsPerDay: budget },
            grounds,
          );
          for (const { events, alerts } of days) {
            const today = { ...alerting, eventsToday: events, alertsToday: alerts };
            alerting = nextDay(today, grounds);
            const { threshold } = Alerting.parse(JSON.parse(JSON.stringify(alerting)));
            assert.ok(threshold >= 0.4 && threshold <= 1, String(threshold));
          }
        },
      ),
    );
  });
});
