import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

import { VedetteError } from '@vedette/core';

import { emptyState, HostState, STATE_BYTES_MAX } from './host-state.ts';
import { openStateStore, type StateStore } from './state-store.ts';
import { testApproval } from './testing/test-approval.ts';

const WRITER = fileURLToPath(import.meta.resolve('./testing/concurrent-writer.ts'));

async function openTemporary(
  t: TestContext,
): Promise<{ store: StateStore; folder: string; hosts: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'vedette-state-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return { store: openStateStore(folder), folder, hosts: join(folder, 'hosts') };
}

async function runWriter(...args: readonly string[]): Promise<string | number | null> {
  const child = spawn(process.execPath, [WRITER, ...args], { stdio: 'inherit' });
  await once(child, 'exit');
  return child.signalCode ?? child.exitCode;
}

async function onlyFile(hosts: string): Promise<string> {
  const name = (await readdir(hosts)).find((each) => each.endsWith('.json'));
  return join(hosts, name ?? '');
}

function add(store: StateStore, host: string, fingerprint: string): Promise<void> {
  return store.update(host, (state) => ({
    state: { ...state, expected: [...state.expected, testApproval(fingerprint)] },
    result: undefined,
  }));
}

describe('the store of host states', () => {
  test('is empty where nothing was written, and creates nothing to say so', async (t) => {
    const { store, folder } = await openTemporary(t);
    assert.deepEqual(await store.read('web-1'), emptyState('web-1'));
    assert.deepEqual(await store.list(), []);
    assert.deepEqual(await readdir(folder), []);
  });

  test('reads what it wrote, for its owner only, under a name that no host chooses', async (t) => {
    const { store, hosts } = await openTemporary(t);
    await add(store, '../../etc/passwd', 'a');
    const file = await onlyFile(hosts);
    assert.match(file, /\/hosts\/[0-9a-f]{32}\.json$/);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal((await stat(hosts)).mode & 0o777, 0o700);
    const { host, expected } = await store.read('../../etc/passwd');
    assert.equal(host, '../../etc/passwd');
    assert.equal(expected.length, 1);
    assert.equal((await store.list()).length, 1);
  });

  test('loses no update of concurrent processes', async (t) => {
    const { store, folder } = await openTemporary(t);
    const codes = await Promise.all(
      ['a', 'b', 'c'].map((name) => runWriter(folder, 'web-1', name, '8')),
    );
    assert.deepEqual(codes, [0, 0, 0]);
    const { expected } = await store.read('web-1');
    assert.equal(new Set(expected.map(({ fingerprint }) => fingerprint)).size, 24);
  });

  test('outlives a writer that was killed while it held the lock', async (t) => {
    const { store, folder } = await openTemporary(t);
    await add(store, 'web-1', 'before');
    assert.equal(await runWriter(folder, 'web-1', 'x', 'crash'), 'SIGKILL');
    assert.equal((await store.read('web-1')).expected.length, 1);
    await add(store, 'web-1', 'after');
    assert.equal((await store.read('web-1')).expected.length, 2);
  });

  for (const [what, content] of [
    ['cut off', '{"version":1,'],
    ['of another version', JSON.stringify({ ...emptyState('web-1'), version: 2 })],
    ['of another host', JSON.stringify(emptyState('web-2'))],
    ['with a field too many', JSON.stringify({ ...emptyState('web-1'), extra: 1 })],
    ['too large', ' '.repeat(STATE_BYTES_MAX + 1)],
  ] as const) {
    test(`refuses a file that is ${what}, and leaves it as it is`, async (t) => {
      const { store, hosts } = await openTemporary(t);
      await add(store, 'web-1', 'a');
      const file = await onlyFile(hosts);
      await writeFile(file, content);
      const unreadable = (error: unknown): boolean =>
        error instanceof VedetteError && error.code === 'state-unreadable';
      await assert.rejects(store.read('web-1'), unreadable);
      await assert.rejects(add(store, 'web-1', 'b'), unreadable);
      assert.equal(await readFile(file, 'utf8'), content);
    });
  }

  test('writes nothing that it could not read again', async (t) => {
    const { store } = await openTemporary(t);
    await add(store, 'web-1', 'a');
    await assert.rejects(add(store, 'web-1', 'x'.repeat(STATE_BYTES_MAX)), {
      code: 'state-unreadable',
    });
    assert.equal((await store.read('web-1')).expected.length, 1);
  });

  test('says where it cannot write', async (t) => {
    const { folder } = await openTemporary(t);
    await writeFile(join(folder, 'file'), '');
    await assert.rejects(add(openStateStore(join(folder, 'file')), 'web-1', 'a'), {
      code: 'state-unreadable',
    });
  });

  test('lists the others beside one that it cannot read', async (t) => {
    const { store, hosts } = await openTemporary(t);
    await add(store, 'web-1', 'a');
    await writeFile(await onlyFile(hosts), 'x');
    await add(store, 'web-2', 'a');
    const listed = await store.list();
    assert.equal(listed.filter((each) => each instanceof VedetteError).length, 1);
    assert.deepEqual(
      listed.flatMap((each) => (each instanceof VedetteError ? [] : [each.host])),
      ['web-2'],
    );
  });

  test('keeps names that are properties of every object', () => {
    const item = { section: 's', subject: 's', key: '__proto__', value: 'v', facts: {} };
    const when = '2026-01-01T00:00:00.000Z';
    const state = { ...emptyState('h'), items: [{ ...item, firstSeen: when, lastSeen: when }] };
    const read = HostState.parse(JSON.parse(JSON.stringify(state)));
    assert.equal(read.items[0]?.key, '__proto__');
  });
});
