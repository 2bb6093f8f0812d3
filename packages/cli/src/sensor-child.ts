import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { escapeText } from '@vedette/core';

/** What a sensor beside the server is started with. */
export interface SensorChildOptions {
  readonly endpoint: string;
  readonly token: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workload: string | undefined;
  /** A line that a person should read, inert. */
  readonly say: (line: string) => void;
}

/** The sensor in a process of its own. */
export interface SensorChild {
  readonly pid: number | undefined;
  /** Its exit code, or null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Lets it deliver what it has; after its time it is ended. */
  readonly stop: () => Promise<void>;
  readonly abort: () => void;
}

const PROGRAM = join(import.meta.dirname, 'vedette.ts');
/** It delivers for five seconds and closes its spool. */
const STOP_TIMEOUT_MS = 10_000;
/** Nothing has to be saved on the way to a server on the same machine. */
const BATCH_AGE = '5s';
const SAYS = /^vedette: /;

/**
 * Starts `vedette sensor run`. The channel to it is what it lives by: when this process is gone,
 * however it went, the kernel closes the channel and the sensor stops.
 */
export function startSensorChild(options: SensorChildOptions): SensorChild {
  const { endpoint, token, env, workload, say } = options;
  const args = ['sensor', 'run', '--endpoint', endpoint, '--batch-age', BATCH_AGE];
  if (workload !== undefined) args.push('--workload', workload);
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    // The token is in the environment, which only its own user can read; arguments are everybody's.
    env: { ...env, VEDETTE_TOKEN: token },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const ended = endOf(child);
  if (child.stderr !== null) {
    createInterface({ input: child.stderr }).on('line', (line) =>
      say(escapeText(line.replace(SAYS, ''))),
    );
  }
  return {
    pid: child.pid,
    ended,
    async stop() {
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(timer);
    },
    abort: () => void child.kill('SIGKILL'),
  };
}

async function endOf(child: ChildProcess): Promise<number | null> {
  try {
    await once(child, 'close');
  } catch {
    // It could not be started at all; its exit code says so.
  }
  return child.exitCode;
}
