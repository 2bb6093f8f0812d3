import { closeSync, openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { VedetteError } from '@vedette/core';
import koffi from 'koffi';

const LOCK_EX = 2;
const LOCK_NB = 4;
const OWNER_ONLY = 0o600;
/** Between looks at a lock that somebody holds for the time of one write. */
const RETRY_MS = 20;
const PATIENCE_MS = 10_000;

type Flock = (descriptor: number, operation: number) => number;
/** Looked up when it is first needed. */
let flock: Flock | undefined;

/**
 * Takes a file's lock for this process, or throws `state-locked`. The kernel's `flock` ends with
 * the process however that ends, so that a server that was killed starts again at once; a lock
 * that is a time stamp cannot promise that. Node has no `flock`, hence the foreign call.
 *
 * @param file made where it is not there; it holds nothing
 * @returns lets go of it; asking again does nothing
 */
export function lockFile(file: string): () => void {
  const descriptor = openSync(file, 'w', OWNER_ONLY);
  flock ??= koffi.load(null).func('int flock(int fd, int operation)') as Flock;
  if (flock(descriptor, LOCK_EX | LOCK_NB) !== 0) {
    closeSync(descriptor);
    throw new VedetteError('state-locked', { file });
  }
  let held = true;
  return () => {
    if (held) closeSync(descriptor);
    held = false;
  };
}

/** Works while nobody else does; waits for others, who need no longer than one write. */
export async function underFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const unlock = await patientLock(file);
  try {
    return await work();
  } finally {
    unlock();
  }
}

async function patientLock(file: string): Promise<() => void> {
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    try {
      return lockFile(file);
    } catch (error) {
      const isHeld = error instanceof VedetteError && error.code === 'state-locked';
      if (!isHeld || waitedMs >= PATIENCE_MS) throw error;
    }
    await wait(RETRY_MS);
  }
}
