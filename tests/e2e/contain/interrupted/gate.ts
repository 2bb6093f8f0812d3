import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { processesMentioning, until } from '../../hosts/index.ts';
import { findProgram } from '../../hosts/requirements.ts';

const GATED_SSH = join(import.meta.dirname, 'gated-ssh.sh');
/** Steps before the gate take seconds on a machine that is busy. */
const REACHED_MAX_MS = 60_000;

/** A point on the way of a containment: each step is one run of ssh. */
export interface Point {
  readonly step: 'sweep' | 'plan' | 'capture' | 'freeze' | 'evidence' | 'status' | 'thaw';
  /** As `gated-ssh.sh` explains them. */
  readonly phase: 'before' | 'partly' | 'during' | 'after';
}

/** The way to the hosts for one run of the product, stopped at one point. */
export interface Gate {
  /** For the environment of the run. */
  readonly env: { readonly PATH: string; readonly TMPDIR: string };
  /** Waits until a run is at the point; false if it ended without having come there. */
  reached(run: { readonly ended: Promise<unknown> }): Promise<boolean>;
  /** Lets the run go on. */
  open(): Promise<void>;
  /** Ends every connection, and lets no other be made. */
  cut(): void;
}

/** Puts an ssh with a gate into a directory of its own. */
export function makeGate(dir: string, { step, phase }: Point): Gate {
  mkdirSync(dir, { recursive: true });
  copyFileSync(GATED_SSH, join(dir, 'ssh'));
  symlinkSync(findProgram('ssh') ?? '/usr/bin/ssh', join(dir, 'real-ssh'));
  writeFileSync(join(dir, 'at'), `${step} ${phase}\n`);
  const fifo = join(dir, 'gate');
  const { status } = spawnSync('mkfifo', [fifo]);
  if (status !== 0) throw new Error(`no fifo ${fifo}`);
  return {
    env: { PATH: `${dir}:${process.env['PATH'] ?? ''}`, TMPDIR: dir },
    async reached({ ended }) {
      const isThere = (): boolean => existsSync(join(dir, 'reached'));
      const there = until(isThere, (yes) => yes, REACHED_MAX_MS);
      await Promise.race([there, ended]);
      return isThere();
    },
    async open() {
      rmSync(join(dir, 'dead'), { force: true });
      if (
        !(await until(
          () => opened(fifo),
          (yes) => yes,
        ))
      )
        throw new Error(`nobody at ${fifo}`);
    },
    cut() {
      writeFileSync(join(dir, 'dead'), '');
      endClients(dir);
    },
  };
}

/** Without a reader a fifo cannot be opened so; to close it again is what lets the reader go. */
function opened(fifo: string): boolean {
  try {
    closeSync(openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENXIO') return false;
    throw error;
  }
}

/** Clients, their shared connection and the gate itself: all name something in the directory. */
function endClients(dir: string): void {
  for (const line of processesMentioning(`${dir}/`)) {
    try {
      process.kill(Number.parseInt(line, 10), 'SIGKILL');
    } catch {
      // It ended between the look and the signal, which is what was wanted.
    }
  }
}
