import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { remove } from '../../fixtures/plant/host-file.ts';
import { startProgram } from '../../fixtures/plant/start-program.ts';
import type { HostProcess, TestHost } from '../../hosts/index.ts';
import { readProc } from '../../hosts/namespace-processes.ts';

/** Hierarchies that may hold processes, as this machine mounts them. */
const CGROUPS = '/sys/fs/cgroup';
const START_FIELD = 19;

/** A backdoor that every sweep is sure of and that needs no processor time to be seen. */
export async function startBackdoor(host: TestHost, name: string): Promise<HostProcess> {
  const path = `/dev/shm/${name}`;
  const process = await startProgram(host, {
    ...{ program: 'raw-sockets', path, args: ['packet'], cwd: '/tmp' },
    env: { HOME: '/tmp', HISTFILE: '/dev/null', MYSQL_HISTFILE: '/dev/null' },
  });
  await remove(host, path);
  return process;
}

/** Starts what many miners bring along: a process beside it that wakes it. */
export function startWatchdog(host: TestHost, pid: number): Promise<HostProcess> {
  const wake = 'while :; do kill -CONT "$1"; sleep 0.2; done';
  return host.spawn(['sh', '-c', wake, 'sh', String(pid)], { cwd: '/tmp' });
}

/** When a process started, as the product names it. */
export function startTicksOf(outerPid: number): number {
  const stat = readProc(outerPid, 'stat') ?? '';
  return Number(stat.slice(stat.lastIndexOf(') ') + 2).split(' ')[START_FIELD]);
}

/** The state of a process as the kernel writes it; empty once it is gone. */
function stateOf(outerPid: number): string {
  const stat = readProc(outerPid, 'stat') ?? '';
  return stat.slice(stat.lastIndexOf(') ') + 2).split(' ')[0] ?? '';
}

/** Is it there, not as a zombie? */
export function isAlive(outerPid: number): boolean {
  return !['', 'Z', 'X'].includes(stateOf(outerPid));
}

/** Is it kept from running, by a signal or by a control group? */
export function isFrozen(outerPid: number): boolean {
  return stateOf(outerPid) === 'T' || groupsOf(outerPid).some(isFrozenGroup);
}

/** The groups of ours that a process is in. */
export function groupsOf(outerPid: number): string[] {
  const lines = readProc(outerPid, 'cgroup')?.split('\n') ?? [];
  return lines
    .map((line) => line.replace(/^[^:]*:[^:]*:/, ''))
    .filter((path) => path.includes('/vedette-E-'));
}

function isFrozenGroup(path: string): boolean {
  return hierarchies().some((dir) => {
    const state = readOr(join(dir, path, 'freezer.state'));
    const events = readOr(join(dir, path, 'cgroup.events'));
    return state.startsWith('FR') || /^frozen 1$/m.test(events);
  });
}

function hierarchies(): string[] {
  return [CGROUPS, ...readdirSync(CGROUPS).map((name) => join(CGROUPS, name))];
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    // Another version, or the group has gone.
    return '';
  }
}
