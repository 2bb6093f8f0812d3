import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { openStateStore } from '@vedette/sweep';

import { cachedFor } from './cached-for.ts';
import { openSweepFiles } from './sweep-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'vedette-sweep-files-'));
const files = openSweepFiles({ folder, version: '0.0.0', nowMs: Date.now });
after(() => rmSync(folder, { recursive: true }));

test('nothing is known before the first sweep, and nothing is made', async () => {
  assert.equal(await files.baseline("../x'\u0000"), null);
  assert.equal((await files.lastContainments()).size, 0);
  assert.equal(await files.evidenceBytes(), 0);
  assert.deepEqual(readdirSync(folder), []);
});

test('a baseline in numbers', async () => {
  const item = {
    ...{ subject: 's', value: 'v', facts: {}, lastSeen: '2026-01-03T00:00:00.000Z' },
    ...{ section: 'cron', key: 'k1', firstSeen: '2026-01-01T00:00:00.000Z' },
  };
  const approved = { who: 'ann', when: '2026-01-02T00:00:00.000Z', reason: 'ours' };
  await openStateStore(folder).update('db-1', (state) => ({
    state: {
      ...state,
      items: [
        item,
        { ...item, section: 'ssh', firstSeen: '2026-01-02T00:00:00.000Z' },
        { ...item, section: 'ssh', key: 'k2', approved },
      ],
    },
    result: null,
  }));
  assert.deepEqual(await files.baseline('db-1'), {
    ...{ items: 3, approved: 1 },
    oldestMs: Date.UTC(2026, 0, 1),
    newestMs: Date.UTC(2026, 0, 2),
    bySection: [
      { section: 'ssh', items: 2 },
      { section: 'cron', items: 1 },
    ],
  });
});

test('an answer is kept for a while, a failure is not', async () => {
  let [nowMs, loads] = [0, 0];
  const load = cachedFor(
    10,
    () => nowMs,
    async () => {
      loads += 1;
      if (loads === 1) throw new Error('torn');
      return loads;
    },
  );
  await assert.rejects(load());
  assert.deepEqual(await Promise.all([load(), load()]), [2, 2]);
  nowMs = 10;
  assert.equal(await load(), 3);
});
