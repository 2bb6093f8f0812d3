import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { loadFleetKnowledge } from './fleet-knowledge.ts';
import { openStateStore } from './state-store.ts';

const WHEN = '2026-01-01T00:00:00.000Z';

test('counts the hosts that have an item with the same value', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'vedette-fleet-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const store = openStateStore(folder);
  for (const [host, value] of [
    ['a', '1'],
    ['b', '1'],
    ['c', '2'],
  ] as const) {
    const item = { section: 'ssh', subject: 'key', key: 'k', value, facts: {} };
    await store.update(host, (state) => ({
      state: {
        ...state,
        learned: [{ section: 'ssh', subject: 'key', gaps: '' }],
        items: [{ ...item, firstSeen: WHEN, lastSeen: WHEN }],
      },
      result: undefined,
    }));
  }
  const fleet = await loadFleetKnowledge(store, ['a', 'b', 'c', 'never-swept']);
  const count = (host: string, value: string) =>
    fleet.count(host, { subject: 'key', key: 'k', value });
  assert.deepEqual(count('c', '1'), { have: 3, of: 3 });
  assert.deepEqual(count('a', '1'), { have: 2, of: 3 });
  assert.deepEqual(count('a', 'unknown'), { have: 1, of: 3 });
  assert.equal(
    (await loadFleetKnowledge(store, ['a'])).count('a', { subject: 'key', key: 'k', value: '1' }),
    undefined,
  );
});
