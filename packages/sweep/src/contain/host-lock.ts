import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { VedetteError } from '@vedette/core';

import { underLock } from '../state/under-lock.ts';

/** Evidence is written synchronously, so that a live writer may be late to refresh its lock. */
const STALE_MS = 15_000;
const NAME_HEX_DIGITS = 32;

/**
 * Does work on a host's containments while no other run can: a run that finds an action unfinished
 * can then be sure that the run that began it is gone.
 *
 * @throws VedetteError `state-locked` while another run is at work on it.
 */
export async function withHostLock<T>(
  stateFolder: string,
  host: string,
  work: () => Promise<T>,
): Promise<T> {
  const folder = join(stateFolder, 'containing');
  const name = createHash('sha256').update(host).digest('hex').slice(0, NAME_HEX_DIGITS);
  const file = join(folder, name);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw refused(error, folder);
  }
  return underLock({ file, staleMs: STALE_MS, refused: (error) => refused(error, file) }, work);
}

function refused(error: unknown, file: string): VedetteError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return code === 'ELOCKED'
    ? new VedetteError('state-locked', { file })
    : new VedetteError('action-log-unwritable', { file, cause: code });
}
