import { readFileSync } from 'node:fs';

import { mustRun } from './run-command.ts';

/** Makes a key pair at `file` and `file.pub`; returns the line of the public key. */
export async function makeKey(file: string, comment: string): Promise<string> {
  await mustRun(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', file]);
  return readFileSync(`${file}.pub`, 'utf8');
}
