import { open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { VedetteError } from '@vedette/core';

import type { Inventory } from './inventory.ts';
import { localInventory } from './local-inventory.ts';
import { parseInventory } from './parse-inventory.ts';

/** Ten thousand hosts with notes fit; a larger file is not an inventory. */
export const INVENTORY_BYTES_MAX = 4 * 1024 * 1024;

/** The name of the inventory that is found by itself. */
const INVENTORY_FILE = 'inventory.toml';

/**
 * Reads an inventory file.
 *
 * @throws VedetteError `inventory-unreadable` or `inventory-invalid`.
 */
export async function readInventory(path: string): Promise<Inventory> {
  return parseInventory(await readBounded(path), path);
}

/**
 * The inventory that a command means: the file it names, else `inventory.toml` in the working
 * directory, else this host alone.
 *
 * @throws VedetteError `inventory-unreadable` or `inventory-invalid`.
 */
export async function findInventory(path: string | undefined, cwd: string): Promise<Inventory> {
  if (path !== undefined) return readInventory(path);
  try {
    return await readInventory(join(cwd, INVENTORY_FILE));
  } catch (error) {
    if (error instanceof VedetteError && error.params['cause'] === MISSING) {
      return localInventory(hostname());
    }
    throw error;
  }
}

const MISSING = 'no such file';

async function readBounded(file: string): Promise<string> {
  const unreadable = (cause: string): VedetteError =>
    new VedetteError('inventory-unreadable', { file, cause });
  try {
    await using handle = await open(file, 'r');
    const stat = await handle.stat();
    if (!stat.isFile()) throw unreadable('not a regular file');
    if (stat.size > INVENTORY_BYTES_MAX)
      throw unreadable(`larger than ${INVENTORY_BYTES_MAX} bytes`);
    return await handle.readFile('utf8');
  } catch (error) {
    if (error instanceof VedetteError) throw error;
    throw unreadable(causeOf(error));
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'ENOENT' ? MISSING : error.message;
}
