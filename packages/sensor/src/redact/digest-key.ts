import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { VedetteError } from '@vedette/core';

const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;

/**
 * The key of the digests of secrets: made once, so that a secret keeps its digest over restarts,
 * and read by its owner only.
 */
export async function digestKey(stateFolder: string): Promise<Uint8Array> {
  const file = join(stateFolder, 'digest.key');
  const existing = await readFile(file).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    const cause = error instanceof Error ? error.message : String(error);
    throw new VedetteError('state-unreadable', { file, cause });
  });
  if (existing === undefined) return makeKey(file, stateFolder);
  if (existing.length !== KEY_BYTES) {
    throw new VedetteError('state-unreadable', { file, cause: `it has ${existing.length} bytes` });
  }
  return existing;
}

async function makeKey(file: string, stateFolder: string): Promise<Uint8Array> {
  // Under another name first, and never in the place of one that is there: half a key would be
  // taken for a whole one, and a second one would tell equal secrets apart.
  const draft = `${file}.${process.pid}`;
  const handle = await open(draft, 'w', OWNER_ONLY);
  try {
    await handle.chmod(OWNER_ONLY);
    await handle.writeFile(randomBytes(KEY_BYTES));
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return digestKey(stateFolder);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
