import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

import { readProc } from './namespace-processes.ts';

const PROGRAM = join(import.meta.dirname, '../../../packages/cli/src/vedette.ts');
/** Longest that a command of a test may take, on a machine that is busy. */
const COMMAND_MAX_MS = 180_000;
const OUTPUT_MAX_BYTES = 64 * 1024 * 1024;
/** The kernel keeps the peak, so it is enough to look now and then before the end. */
const MEMORY_LOOK_EVERY_MS = 50;

export interface VedetteOptions {
  readonly args: readonly string[];
  /** XDG_STATE_HOME, in the fleet's directory: baselines of this and of no other test. */
  readonly stateHome: string;
  readonly cwd?: string;
  /** Further variables, or others than the usual ones. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a run of the command ended. */
export interface VedetteEnd {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** The most memory that it had at once, as last seen. */
  readonly peakBytes: number;
}

/** A running `vedette`, as a user starts it: a process of its own, without a terminal. */
export interface VedetteProcess {
  readonly pid: number;
  readonly ended: Promise<VedetteEnd>;
  /** What it has said on stderr so far. */
  said(): string;
  signal(name: 'SIGINT' | 'SIGKILL'): void;
}

/** Starts the real command. */
export function startVedette({ args, stateHome, cwd = '/', env }: VedetteOptions): VedetteProcess {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      HOME: stateHome,
      XDG_STATE_HOME: stateHome,
      // Where the sockets of shared connections are left by a run that is killed.
      TMPDIR: dirname(stateHome),
      NO_COLOR: '1',
      LANG: 'C.UTF-8',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: COMMAND_MAX_MS,
    killSignal: 'SIGKILL',
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${process.execPath}`);
  const out = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  let bytes = 0;
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > OUTPUT_MAX_BYTES) child.kill('SIGKILL');
      else out[name].push(chunk);
    });
  }
  let peakBytes = 0;
  const looking = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakOf(pid));
  }, MEMORY_LOOK_EVERY_MS);
  const finish = async (): Promise<VedetteEnd> => {
    await once(child, 'close');
    clearInterval(looking);
    return {
      stdout: Buffer.concat(out.stdout).toString('utf8'),
      stderr: Buffer.concat(out.stderr).toString('utf8'),
      exitCode: child.exitCode,
      peakBytes,
    };
  };
  return {
    pid,
    ended: finish(),
    said: () => Buffer.concat(out.stderr).toString('utf8'),
    signal: (name) => child.kill(name),
  };
}

/** Runs the real command to its end. */
export function runVedette(options: VedetteOptions): Promise<VedetteEnd> {
  return startVedette(options).ended;
}

function peakOf(pid: number): number {
  const kib = readProc(pid, 'status')?.match(/^VmHWM:\s+(\d+) kB$/m)?.[1];
  return Number(kib ?? 0) * 1024;
}
