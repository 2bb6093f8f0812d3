import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { TestHost } from './test-host.ts';

/** Where a host has memory file systems instead of its overlay. */
const MEMORY_DIRS = ['dev', 'run'] as const;
/** PAM writes the message of the day anew at every login, whoever logs in. */
const MESSAGE_OF_THE_DAY = 'run/motd.dynamic';

/**
 * Everything that a host has written since it was made, one line each with what changes when it
 * is written again: compare two of them to see whether anything was written between.
 */
export function writtenFiles({ writtenDir, rootDir }: TestHost): string[] {
  const overlay = list(writtenDir, '');
  const memory = MEMORY_DIRS.flatMap((name) => list(rootDir, name));
  return [...overlay, ...memory];
}

function list(root: string, path: string): string[] {
  const stat = lstatSync(join(root, path), { bigint: true });
  const times = path === dirname(MESSAGE_OF_THE_DAY) ? '' : `${stat.mtimeNs} ${stat.ctimeNs}`;
  const line = `${path || '.'} ${stat.mode.toString(8)} ${stat.isDirectory() ? '' : stat.size} ${times}`;
  // Terminals come and go with whoever looks; what counts is below the other directories.
  if (!stat.isDirectory() || path === 'dev/pts') return [line];
  const names = readdirSync(join(root, path)).toSorted();
  const paths = names.map((name) => join(path, name)).filter((one) => one !== MESSAGE_OF_THE_DAY);
  return [line, ...paths.flatMap((one) => list(root, one))];
}
