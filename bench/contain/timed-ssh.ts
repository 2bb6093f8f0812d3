import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { findProgram } from '../../tests/e2e/hosts/requirements.ts';

const TIMED_SSH = join(import.meta.dirname, 'timed-ssh.sh');
const NANOSECONDS_PER_MS = 1e6;

/** An ssh that says when each of its runs ended. */
export interface TimedSsh {
  /** For the environment of the product. */
  readonly env: { readonly PATH: string; readonly TMPDIR: string };
  /** When its first run ended, in milliseconds of the epoch: the sweep's stream. */
  firstEndMs(): number;
}

/** Puts it into a directory of its own. */
export function makeTimedSsh(dir: string): TimedSsh {
  mkdirSync(dir, { recursive: true });
  copyFileSync(TIMED_SSH, join(dir, 'ssh'));
  symlinkSync(findProgram('ssh') ?? '/usr/bin/ssh', join(dir, 'real-ssh'));
  const ends = join(dir, 'ends');
  return {
    env: { PATH: `${dir}:${process.env['PATH'] ?? ''}`, TMPDIR: dir },
    firstEndMs() {
      const first = existsSync(ends) ? readFileSync(ends, 'utf8').split('\n')[0] : undefined;
      if (first === undefined) throw new Error('ssh was not run');
      return Number(first) / NANOSECONDS_PER_MS;
    },
  };
}
