import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { type Endpoint, readEndpoint, serverFolder } from '@vedette/server';

import { until } from '../hosts/index.ts';

const PROGRAM = join(import.meta.dirname, '../../../packages/cli/src/vedette.ts');
/** The stores are opened and the journal is folded again. */
const START_MAX_MS = 60_000;

export interface ServerStart {
  /** `up` or `serve` and what follows. */
  readonly args: readonly string[];
  /** XDG_STATE_HOME. */
  readonly stateHome: string;
  /** More of the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A server as a user starts it: a process group of its own, as a shell makes one. */
export interface ServerProcess {
  readonly pid: number;
  readonly said: () => string;
  /** To the whole group, as a terminal sends Ctrl-C. */
  readonly interrupt: () => void;
  /** To the server alone. */
  readonly kill: () => void;
  /** The exit code, or null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Waits until it answers. */
  readonly listening: () => Promise<Endpoint>;
}

/** Starts the real command. */
export function startServer({ args, stateHome, env: more = {} }: ServerStart): ServerProcess {
  const env = {
    PATH: process.env['PATH'],
    HOME: stateHome,
    XDG_STATE_HOME: stateHome,
    NO_COLOR: '1',
    LANG: 'C.UTF-8',
    ...more,
  };
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    ...{ cwd: stateHome, env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${process.execPath}`);
  const chunks: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const said = (): string => Buffer.concat(chunks).toString();
  const closed = once(child, 'close');
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    pid,
    said,
    interrupt: () => void process.kill(-pid, 'SIGINT'),
    kill: () => void child.kill('SIGKILL'),
    ended: closed.then(() => child.exitCode),
    async listening() {
      const folder = serverFolder(env);
      const look = async (): Promise<Endpoint | undefined> => {
        const endpoint = await readEndpoint(folder);
        return endpoint?.pid === pid ? endpoint : undefined;
      };
      const found = await until(look, (seen) => seen !== undefined || !running(), START_MAX_MS);
      if (found === undefined) throw new Error(`it does not listen: ${said()}`);
      return found;
    },
  };
}
