import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import { signInAt, START_MS, STRANGER, trainedHabit } from '../testing/habit.ts';
import { addToHistogram, emptyHistogram, HOURS, localTime, weightAround } from './hours.ts';
import { ITEMS_MAX, LEVELS } from './levels.ts';
import { decodeSignature, encodeSignature } from './signature-codec.ts';
import { addSighting, EMPTY_TALLY, type Tally } from './tally.ts';

const DAY_MS = 86_400_000;
const SIGNATURE_BYTES_MAX = 2048;

describe('a tally', () => {
  const sightings = fc.array(
    fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
      day: fc.integer({ min: 0, max: 400 }),
      childNew: fc.boolean(),
    }),
    { maxLength: 60 },
  );

  test('stays bounded, its items sum to no more than its total, and weights are never negative', () => {
    fc.assert(
      fc.property(sightings, (list) => {
        let tally: Tally = EMPTY_TALLY;
        for (const sighting of list)
          tally = addSighting(tally, { ...sighting, weight: 1, itemsMax: 4 });
        const sum = tally.items.reduce((total, { weight }) => total + weight, 0);
        assert.ok(tally.items.length <= 4);
        assert.ok(tally.items.every(({ weight, novel }) => weight >= 0 && novel <= weight + 1e-9));
        assert.ok(sum <= tally.total + list.length + 1e-6);
        assert.ok(tally.total >= 0 && tally.novel >= 0);
      }),
    );
  });

  test('forgets what was not seen for six months', () => {
    const sighting = { weight: 1, childNew: false, itemsMax: 4 };
    const old = addSighting(EMPTY_TALLY, { ...sighting, key: 'old', day: 0 });
    const now = addSighting(old, { ...sighting, key: 'new', day: 181 });
    assert.deepEqual(
      now.items.map(({ key }) => key),
      ['new'],
    );
  });
});

describe('the clock', () => {
  test('is a circle: midnight lies between 23 and 1', () => {
    const histogram = addToHistogram(emptyHistogram(HOURS), { bin: 0, day: 0, weight: 1 });
    const around = weightAround(histogram.bins, 0);
    assert.equal(weightAround(histogram.bins, 23), weightAround(histogram.bins, 1));
    assert.ok(around > weightAround(histogram.bins, 1));
    let sum = 0;
    for (let hour = 0; hour < HOURS; hour += 1) sum += weightAround(histogram.bins, hour);
    assert.ok(Math.abs(sum - 1) < 1e-9);
  });

  test('is read in the user’s own time', () => {
    const mondayMidnight = Date.UTC(2026, 0, 5);
    assert.deepEqual(localTime(mondayMidnight, 0), { hour: 0, weekday: 0 });
    assert.deepEqual(localTime(mondayMidnight, -60), { hour: 23, weekday: 6 });
    assert.deepEqual(localTime(mondayMidnight, 330), { hour: 5, weekday: 0 });
  });
});

describe('a signature', () => {
  test('is the same after it was kept, to a hundredth', () => {
    const { signature } = trainedHabit(40).record;
    const again = decodeSignature(encodeSignature(signature));
    assert.equal(encodeSignature(again), encodeSignature(signature));
    assert.equal(again.learned, 40);
    assert.deepEqual(again.last, signature.last);
  });

  test('judges alike before and after it was kept', () => {
    const habit = trainedHabit(40);
    const odd = signInAt(habit.nowMs, STRANGER);
    const before = habit.assess(odd).score;
    habit.record = {
      ...habit.record,
      signature: decodeSignature(encodeSignature(habit.record.signature)),
    };
    assert.ok(Math.abs(habit.assess(odd).score - before) < 0.3);
  });

  test('stays under 2 KB for somebody with many places and devices', () => {
    const habit = trainedHabit(120, (day) =>
      signInAt(START_MS + day * DAY_MS + (day % 5) * 3_600_000, {
        address: {
          key: `address${day % 9}`,
          asn: 29_695 + (day % 4),
          country: day % 30 === 0 ? 'SE' : 'NO',
          kind: 'access',
        },
        client: {
          family: day % 3 === 0 ? 'Mobile Safari' : 'Chrome',
          major: 120 + Math.floor(day / 30),
          os: day % 3 === 0 ? 'iOS' : 'Windows',
          osMajor: day % 3 === 0 ? 17 : null,
          type: day % 3 === 0 ? 'mobile' : 'desktop',
          modelKey: `model${day % 3}`,
        },
      }),
    );
    const bytes = Buffer.byteLength(encodeSignature(habit.record.signature));
    assert.ok(bytes < SIGNATURE_BYTES_MAX, `${bytes} bytes`);
  });

  test('has a bound at every level, whatever comes', () => {
    const habit = trainedHabit(60, (day) =>
      signInAt(START_MS + day * DAY_MS, {
        address: { key: `a${day}`, asn: day, country: 'NO', kind: 'access' },
        ja4: `j${day}`,
        deviceKey: `d${day}`,
      }),
    );
    for (const level of LEVELS)
      assert.ok(habit.record.signature.levels[level].items.length <= ITEMS_MAX[level]);
  });

  test('that is damaged is refused', () => {
    for (const text of [
      '',
      '{}',
      '{"v":2}',
      'null',
      encodeSignature(trainedHabit(1).record.signature).slice(1),
    ])
      assert.throws(() => decodeSignature(text));
  });
});
