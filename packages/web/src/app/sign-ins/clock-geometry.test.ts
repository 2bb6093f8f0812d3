import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { clockPoint, hourAt, HOURS, usualHours, wedgePath } from './clock-geometry.ts';

test('midnight is above, six to the right, noon below, eighteen to the left', () => {
  for (const [hour, x, y] of [
    [0, 0, -10],
    [6, 10, 0],
    [12, 0, 10],
    [18, -10, 0],
    [24, 0, -10],
  ] as const) {
    const point = clockPoint(hour, 10);
    assert.ok(Math.abs(point.x - x) < 0.01 && Math.abs(point.y - y) < 0.01, String(hour));
  }
});

test('every point of the clock is at its radius', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: HOURS, noNaN: true }),
      fc.integer({ min: 1, max: 500 }),
      (hour, radius) => {
        const { x, y } = clockPoint(hour, radius);
        assert.ok(Math.abs(Math.hypot(x, y) - radius) < 0.02);
      },
    ),
  );
});

test('a piece of the ring goes out, around, in and back', () => {
  const path = wedgePath({ fromHour: 0, toHour: 6, inner: 10, outer: 20 });
  assert.equal(path, 'M 0 -20 A 20 20 0 0 1 20 0 L 10 0 A 10 10 0 0 0 0 -10 Z');
});

test('the hour is the one of the user’s own clock', () => {
  const noon = Date.UTC(2026, 0, 5, 12, 30);
  assert.equal(hourAt(noon, 0), 12.5);
  assert.equal(hourAt(noon, 60), 13.5);
  assert.equal(hourAt(noon, -13 * 60), 23.5);
  assert.equal(hourAt(noon, 14 * 60), 2.5);
});

test('usual hours are told as spans, also around midnight', () => {
  const at = (...usual: number[]): number[] =>
    Array.from({ length: HOURS }, (_, hour) => (usual.includes(hour) ? 1 : 0));
  assert.deepEqual(usualHours(at(8, 9, 10, 14), 0.5), ['08:00–11:00', '14:00–15:00']);
  assert.deepEqual(usualHours(at(23, 0, 1), 0.5), ['23:00–02:00']);
  assert.deepEqual(usualHours(at(), 0.5), []);
  assert.deepEqual(usualHours(at(...Array.from({ length: HOURS }, (_, hour) => hour)), 0.5), [
    'at any hour',
  ]);
});
