import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OWNER_ONLY = 0o600;

/** A file that is there while a run goes on, and after it if that was killed. */
export function beginSession(folder: string): {
  readonly unclean: boolean;
  readonly end: () => void;
} {
  const path = join(folder, 'running');
  let unclean = false;
  try {
    writeFileSync(path, '', { flag: 'wx', mode: OWNER_ONLY });
  } catch (error) {
    unclean = error instanceof Error && 'code' in error && error.code === 'EEXIST';
  }
  return { unclean, end: () => rmSync(path, { force: true }) };
}
