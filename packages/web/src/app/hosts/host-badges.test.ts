import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hostBadges } from './host-badges.ts';
import type { Host } from './host-shapes.ts';
import { host, sweep } from './testing/host.ts';

const HOUR_MS = 3_600_000;

function names(given: Host, nowMs: number, everyMs: number | null): readonly string[] {
  return hostBadges(given, { nowMs, everyMs }).map(({ name }) => name);
}

test('a host that was just seen wholly has no badge', () => {
  assert.deepEqual(names(host(), 2_000, HOUR_MS), []);
});

test('a sweep is stale after three that did not come, without a timer after a day', () => {
  const seen = host({ sensor: { ...host().sensor, lastMs: 30 * HOUR_MS } });
  assert.deepEqual(names(seen, 2 * HOUR_MS, HOUR_MS), []);
  assert.deepEqual(names(seen, 4 * HOUR_MS, HOUR_MS), ['stale']);
  assert.deepEqual(names(seen, 4 * HOUR_MS, null), []);
  assert.deepEqual(names(seen, 25 * HOUR_MS, null), ['stale']);
});

test('a sensor that is not there, silent, on a lower rung, or loses events', () => {
  const none = { source: null, lastMs: null, received: 0, missed: 0, dropped: 0 };
  assert.deepEqual(names(host({ sensor: none }), 2_000, HOUR_MS), ['no-sensor']);
  const poor = { ...none, source: 'poll', lastMs: 0, missed: 3 } as const;
  assert.deepEqual(names(host({ sensor: poor }), HOUR_MS, HOUR_MS), [
    ...['silent-sensor', 'degraded-sensor', 'losses'],
  ]);
});

test('a host that was not reached says so', () => {
  const away = host({ sweep: sweep({ status: 'unreachable' }) });
  assert.deepEqual(names(away, 2_000, HOUR_MS), ['unreachable']);
});
