import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { findInventory, INVENTORY_BYTES_MAX, readInventory } from './read-inventory.ts';

describe('the inventory of a command', () => {
  let dir = '';
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'vedette-inventory-'));
  });
  after(() => rm(dir, { recursive: true }));

  it('is this host alone where there is none', async () => {
    const { file, hosts } = await findInventory(undefined, dir);
    assert.equal(file, null);
    assert.deepEqual(hosts, [{ name: hostname(), ssh: null, note: '', tags: [], sudo: false }]);
  });

  it('is the one in the working directory, or the one that is named', async () => {
    await writeFile(join(dir, 'inventory.toml'), '[[host]]\nssh = "a"\n');
    await writeFile(join(dir, 'other.toml'), '[[host]]\nssh = "b"\n');
    assert.equal((await findInventory(undefined, dir)).hosts[0]?.ssh, 'a');
    assert.equal((await findInventory(join(dir, 'other.toml'), dir)).hosts[0]?.ssh, 'b');
  });

  it('is an error if it is invalid, wherever it was found', async () => {
    await writeFile(join(dir, 'inventory.toml'), 'hosts = 1\n');
    await assert.rejects(findInventory(undefined, dir), { code: 'inventory-invalid' });
  });

  it('is an error if it was named and cannot be read', async () => {
    await writeFile(join(dir, 'large.toml'), '');
    await truncate(join(dir, 'large.toml'), INVENTORY_BYTES_MAX + 1);
    for (const name of ['missing.toml', 'large.toml', '.']) {
      await assert.rejects(readInventory(join(dir, name)), { code: 'inventory-unreadable' });
    }
  });
});
