import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeWhole } from '../state/write-whole.ts';

const FILE = 'organisation';

/** Says in a folder whose it is: its name is a digest, from which nobody gets back. */
export async function writeOrganisation(folder: string, org: string): Promise<void> {
  if ((await readOrganisation(folder)) !== org) await writeWhole(join(folder, FILE), org);
}

/** Whose folder it is; undefined where it does not say. */
export async function readOrganisation(folder: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, FILE), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
