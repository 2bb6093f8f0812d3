import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

import { namespaceOf, namespacesOf, readProc } from './namespace-processes.ts';
import { SEARCH_PATH } from './requirements.ts';

const START_MAX_MS = 20_000;
const LOOK_EVERY_MS = 2;
/** What is kept of a host's messages, for the error when it does not start. */
const LOG_MAX_CHARS = 16_384;

/** The process that becomes a host, or that stays outside of the pid namespace of one. */
export type HostChild = ChildProcessByStdio<Writable, null, Readable>;

export interface HostLog {
  text(): string;
}

/** Starts `start-host.sh` in namespaces of its own. */
export function startChild(argv: readonly string[], pidNamespace: boolean): HostChild {
  const own = ['--mount', '--net', '--uts', '--ipc', '--propagation', 'private'];
  const pid = pidNamespace ? ['--pid', '--fork', '--kill-child'] : [];
  const script = join(import.meta.dirname, 'start-host.sh');
  // The kernel ends the host when this process dies; the finalizer only catches what escapes that.
  const command = ['--pdeathsig', 'KILL', 'unshare', ...own, ...pid, 'sh', script, ...argv];
  return spawn('setpriv', command, {
    cwd: '/',
    env: { PATH: SEARCH_PATH, HOME: '/root' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}

/** Waits until a process has left this process's namespaces, and returns its own. */
export async function ownNamespaces(pid: number): Promise<string[]> {
  const deadline = performance.now() + START_MAX_MS;
  // One system call makes all of them, so any of them tells.
  while (namespaceOf(pid, 'net') === namespaceOf(process.pid, 'net')) {
    if (performance.now() > deadline) throw new Error('unshare made no namespaces');
    await delay(LOOK_EVERY_MS);
  }
  return namespacesOf(pid);
}

/** Keeps the beginning of what a host's first processes say. */
export function startLog(child: HostChild): HostLog {
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (log.length < LOG_MAX_CHARS) log += chunk.toString('latin1');
  });
  return { text: () => log.trim() };
}

/** Waits until a host is as it should be, or throws all that it said. */
export async function untilUp(child: HostChild, log: HostLog, isUp: () => boolean): Promise<void> {
  const deadline = performance.now() + START_MAX_MS;
  while (!isUp()) {
    if (child.exitCode !== null) throw new Error(`the host ended: ${log.text()}`);
    if (performance.now() > deadline) throw new Error(`the host did not start: ${log.text()}`);
    await delay(LOOK_EVERY_MS);
  }
}

/** Does anything in the network namespace of a process listen at the port of ssh? */
export function listens(pid: number): boolean {
  const row = /:0016 [0-9A-F:]+ 0A /;
  return ['net/tcp', 'net/tcp6'].some((file) => row.test(readProc(pid, file) ?? ''));
}
