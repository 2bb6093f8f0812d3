import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import { LEVELS } from '../signature/levels.ts';
import { encodeSignature } from '../signature/signature-codec.ts';
import { itemOf } from '../signature/tally.ts';
import { signInAt, START_MS, STRANGER, trainedHabit } from '../testing/habit.ts';
import {
  confirmSignIn,
  dropSignIn,
  keepPending,
  reportSignIn,
  settleRecord,
} from './keep-record.ts';
import { DAY_WEIGHT_MAX } from './learn-sign-in.ts';
import { decodeRecord, encodeRecord } from './record-codec.ts';
import type { Learnable } from './learnable.ts';
import { PENDING_MAX, type UserRecord } from './user-record.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ALLOWED = { asked: 'allow', wanted: 'allow' } as const;

describe('learning', () => {
  test('waits out a quarantine, longer for what was odd', () => {
    for (const [wanted, hours] of [
      ['allow', 72],
      ['notify', 168],
      ['step-up', 336],
    ] as const) {
      const habit = trainedHabit(5);
      const { learnable } = habit.assess(signInAt(habit.nowMs, STRANGER));
      const kept = keepPending(habit.record, learnable, { asked: 'allow', wanted });
      const early = settleRecord(kept, habit.nowMs + hours * HOUR_MS - 1, habit.population);
      assert.equal(early.signature.learned, 5);
      const late = settleRecord(kept, habit.nowMs + hours * HOUR_MS, habit.population);
      assert.equal(late.signature.learned, 6);
      assert.deepEqual(late.pending, []);
    }
  });

  test('of what the user was told of needs an answer', () => {
    const habit = trainedHabit(5);
    const { id, learnable } = habit.assess(signInAt(habit.nowMs, STRANGER));
    const kept = keepPending(habit.record, learnable, { asked: 'notify', wanted: 'notify' });
    const later = settleRecord(kept, habit.nowMs + 30 * DAY_MS, habit.population);
    assert.equal(later.signature.learned, 5);
    assert.equal(confirmSignIn(kept, id, habit.population).record.signature.learned, 6);
  });

  test('of a sign-in without anything new takes a day', () => {
    const habit = trainedHabit(5);
    const { learnable } = habit.assess(signInAt(habit.nowMs));
    const kept = keepPending(habit.record, learnable, ALLOWED);
    const next = settleRecord(kept, habit.nowMs + 24 * HOUR_MS, habit.population);
    assert.equal(next.signature.learned, 6);
  });

  test('of a challenged sign-in needs the challenge to be passed', () => {
    const habit = trainedHabit(5);
    const { id, learnable } = habit.assess(signInAt(habit.nowMs, STRANGER));
    const kept = keepPending(habit.record, learnable, { asked: 'step-up', wanted: 'step-up' });
    const later = settleRecord(kept, habit.nowMs + 30 * DAY_MS, habit.population);
    assert.equal(later.signature.learned, 5);
    assert.deepEqual(later.pending, []);
    assert.equal(confirmSignIn(kept, id, habit.population).record.signature.learned, 6);
    assert.equal(confirmSignIn(dropSignIn(kept, id), id, habit.population).found, false);
    assert.equal(confirmSignIn(kept, 'another', habit.population).found, false);
  });

  test('passing a challenge makes the next such sign-in less odd; failing it does not', () => {
    const habit = trainedHabit(20);
    const odd = signInAt(habit.nowMs, STRANGER);
    const { id, learnable, score } = habit.assess(odd);
    const kept = keepPending(habit.record, learnable, { asked: 'step-up', wanted: 'step-up' });
    const again = { ...odd, atMs: odd.atMs + 60_000 };
    habit.record = dropSignIn(kept, id);
    assert.ok(Math.abs(habit.assess(again).score - score) < 0.5);
    habit.record = confirmSignIn(kept, id, habit.population).record;
    assert.ok(habit.assess(again).score < score - 3);
  });

  test('is bounded per day, however many sign-ins there are', () => {
    const habit = trainedHabit(10);
    let { record } = habit;
    for (let n = 0; n < 200; n += 1) {
      const { id, learnable } = habit.assess(signInAt(habit.nowMs + n * 1000, STRANGER));
      const own = { ...learnable, id: `${id}-${n}` };
      record = confirmSignIn(keepPending(record, own, ALLOWED), own.id, habit.population).record;
    }
    const item = itemOf(record.signature.levels.country, 'BR');
    assert.ok((item?.weight ?? 0) <= DAY_WEIGHT_MAX + 1e-9);
    assert.equal(item?.days, 1);
    assert.equal(record.signature.learned, 210);
  });

  test('keeps few pending sign-ins, and counts what it could not keep', () => {
    const habit = trainedHabit(1);
    let { record } = habit;
    for (let n = 0; n < 50; n += 1) {
      const { learnable } = habit.assess(signInAt(habit.nowMs + n * 1000));
      record = keepPending(record, { ...learnable, id: String(n) }, ALLOWED);
    }
    assert.equal(record.pending.length, PENDING_MAX);
    assert.equal(record.dropped, 50 - PENDING_MAX);
  });

  test('stops where the user asked for it', () => {
    const habit = trainedHabit(3);
    const paused = { ...habit.record, paused: true };
    const { learnable } = habit.assess(signInAt(habit.nowMs));
    assert.deepEqual(keepPending(paused, learnable, ALLOWED), paused);
  });
});

describe('"this wasn’t me"', () => {
  test('leaves the signature as if the sign-in had never been learned', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 10 }),
        fc.integer({ min: 0, max: 23 }),
        fc.boolean(),
        (days, hour, elsewhere) => {
          const habit = trainedHabit(days);
          const before = habit.record.signature;
          const odd = signInAt(habit.nowMs + hour * HOUR_MS, elsewhere ? STRANGER : {});
          const { id, learnable } = habit.assess(odd);
          const learned = confirmSignIn(
            keepPending(habit.record, learnable, ALLOWED),
            id,
            habit.population,
          ).record;
          assert.equal(learned.signature.learned, days + 1);
          const { record, undone } = reportSignIn(learned, id);
          assert.ok(undone.includes(id));
          if (!elsewhere) return;
          assert.equal(record.signature.learned, days);
          assert.deepEqual(record.signature.last, before.last);
          assert.equal(itemOf(record.signature.levels.country, 'BR'), undefined);
          assert.equal(itemOf(record.signature.levels.address, 'far-address'), undefined);
          const total = (bins: readonly number[]): number => bins.reduce((a, b) => a + b, 0);
          assert.ok(
            Math.abs(total(record.signature.hours.bins) - record.signature.hours.total) < 1e-9,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test('undoes later sign-ins from the same address, too, learned or waiting', () => {
    const habit = trainedHabit(10);
    let { record } = habit;
    const ids = [0, 1, 2].map((n) => {
      const { learnable } = habit.assess(signInAt(habit.nowMs + n * HOUR_MS, STRANGER));
      const own = { ...learnable, id: `odd-${n}` };
      record = keepPending(record, own, ALLOWED);
      if (n < 2) record = confirmSignIn(record, own.id, habit.population).record;
      return own.id;
    });
    const { record: after, undone } = reportSignIn(record, ids[0] ?? '');
    assert.deepEqual(undone.toSorted(), ids);
    assert.equal(after.signature.learned, 10);
    assert.deepEqual(after.pending, []);
    assert.equal(itemOf(after.signature.levels.country, 'BR'), undefined);
  });

  test('leaves nothing known of it in a record that was kept in between', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 5 * DAY_MS }),
        fc.integer({ min: 0, max: 5 * DAY_MS }),
        (days, afterMs, laterMs) => {
          const habit = trainedHabit(days);
          const kept = (record: UserRecord): UserRecord => decodeRecord(encodeRecord(record));
          const learn = (record: UserRecord, learnable: Learnable): UserRecord => {
            const pending = keepPending(kept(record), learnable, ALLOWED);
            return kept(confirmSignIn(pending, learnable.id, habit.population).record);
          };
          const odd = habit.assess(signInAt(habit.nowMs + afterMs, STRANGER)).learnable;
          const usual = habit.assess(signInAt(habit.nowMs + afterMs + laterMs)).learnable;
          const learned = learn(learn(habit.record, odd), { ...usual, id: 'later' });
          const { levels } = reportSignIn(learned, odd.id).record.signature;
          for (const level of LEVELS) {
            const known = new Set(habit.record.signature.levels[level].items.map(({ key }) => key));
            for (const { key } of levels[level].items) assert.ok(known.has(key), `${level} ${key}`);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('about a sign-in that nobody knows changes nothing', () => {
    const { record } = trainedHabit(3);
    assert.deepEqual(reportSignIn(record, 'nothing'), { record, undone: [] });
  });
});

test('a record is the same after it was kept', () => {
  const habit = trainedHabit(6, (day) => signInAt(START_MS + day * DAY_MS, { roundTripMs: 30 }));
  const { learnable } = habit.assess(signInAt(habit.nowMs, STRANGER));
  const record = keepPending(habit.record, learnable, { asked: 'step-up', wanted: 'step-up' });
  const again = decodeRecord(encodeRecord(record));
  assert.deepEqual(again.pending, record.pending);
  assert.deepEqual(again.journal, record.journal);
  assert.equal(encodeSignature(again.signature), encodeSignature(record.signature));
});
