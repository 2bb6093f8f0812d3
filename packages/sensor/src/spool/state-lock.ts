import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

import { VedetteError } from '@vedette/core';
import koffi from 'koffi';

const LOCK_EX = 2;
const LOCK_NB = 4;
const OWNER_ONLY = 0o600;

/**
 * Takes the state folder for this process, or throws `state-locked`. The kernel's `flock` ends
 * with the process however that ends, so that a sensor that was killed can be started again at
 * once; a lock that is a file or a time stamp cannot promise that. Node has no `flock`.
 *
 * @returns lets go of the folder; asking again does nothing
 */
export function lockState(stateFolder: string): () => void {
  const file = join(stateFolder, 'lock');
  const descriptor = openSync(file, 'w', OWNER_ONLY);
  const flock = koffi.load(null).func('int flock(int fd, int operation)') as (
    descriptor: number,
    operation: number,
  ) => number;
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
