import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { EMPTY_RECORD } from '../learning/user-record.ts';
import { createPopulation, snapshotPopulation } from '../population/population.ts';
import { readSnapshot } from '../population/read-snapshot.ts';
import { trainedHabit } from '../testing/habit.ts';
import { exportRecord } from './export-record.ts';
import { pruneRecord, resetRecord } from './forget.ts';

const DAY_MS = 86_400_000;
const { record, nowMs, population } = trainedHabit(20);

describe('a user', () => {
  test('can read everything that is kept', () => {
    const exported = exportRecord(record);
    assert.equal(exported.signInsLearned, 20);
    assert.deepEqual(exported.values['country'], [
      {
        value: 'NO',
        weight: exported.values['country']?.[0]?.weight,
        days: 20,
        firstSeen: '2026-01-05',
        lastSeen: '2026-01-24',
      },
    ]);
    assert.equal(JSON.stringify(JSON.parse(JSON.stringify(exported))), JSON.stringify(exported));
  });

  test('can start anew', () => {
    assert.deepEqual(resetRecord(record), EMPTY_RECORD);
  });

  test('who does not come back is forgotten after six months', () => {
    assert.notEqual(pruneRecord(record, nowMs), null);
    assert.deepEqual(pruneRecord(record, nowMs + 40 * DAY_MS)?.journal, []);
    assert.equal(pruneRecord(record, nowMs + 200 * DAY_MS), null);
  });
});

test('the background of all users is the same after it was kept, and names nobody', () => {
  const kept = snapshotPopulation(population);
  const text = JSON.stringify(kept);
  assert.deepEqual(snapshotPopulation(createPopulation(readSnapshot(text))), kept);
  assert.doesNotMatch(text, /home-address/);
});
