import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { until } from '../hosts/index.ts';

const PROGRAM = join(import.meta.dirname, '../../../packages/cli/src/vedette.ts');

export interface SensorStart {
  /** What follows `vedette sensor`. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Runs the command by way of another: `unshare …`, whose last words are the command's. */
  readonly by?: readonly string[];
}

/** A sensor as a service runs it: a process of its own, without a terminal. */
export interface RunningSensor {
  readonly pid: number;
  readonly stderr: () => string;
  readonly stdout: () => string;
  readonly signal: (name: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => void;
  /** The exit code, or null where a signal ended it. */
  readonly ended: () => Promise<number | null>;
}

/** Starts the real command. */
export function startSensor({ args, env = {}, by = [] }: SensorStart): RunningSensor {
  const [program = process.execPath, ...rest] = [
    ...by,
    ...[process.execPath, PROGRAM, 'sensor', ...args],
  ];
  const child: ChildProcess = spawn(program, rest, {
    cwd: '/',
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${program}`);
  const said = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk: Buffer) => said[name].push(chunk));
  }
  const closed = once(child, 'close');
  return {
    pid,
    stderr: () => Buffer.concat(said.stderr).toString(),
    stdout: () => Buffer.concat(said.stdout).toString(),
    signal: (name) => child.kill(name),
    async ended() {
      await closed;
      return child.exitCode;
    },
  };
}

/** Waits until the sensor has said this. */
export async function untilSaid(sensor: RunningSensor, what: RegExp): Promise<void> {
  const said = await until(sensor.stderr, (text) => what.test(text));
  if (!what.test(said)) throw new Error(`it did not say ${what}: ${said}`);
}
