import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { type TestHost, until } from '../hosts/index.ts';

/** A host, or `/` for this machine. */
type Place = Pick<TestHost, 'rootDir'>;

const STATE_FIELD = 0;
const USER_FIELD = 11;
const SYSTEM_FIELD = 12;

/** A file of a process of a host, by its number there; empty once the process is gone. */
export function procFile({ rootDir }: Place, pid: number, name: string): string {
  try {
    return readFileSync(join(rootDir, 'proc', String(pid), name), 'latin1');
  } catch {
    // The process has ended.
    return '';
  }
}

/** Processor time that a process has had, in clock ticks, with all of its threads. */
export function ticksOf(host: Place, pid: number): number {
  const fields = fieldsOf(host, pid);
  return Number(fields[USER_FIELD] ?? Number.NaN) + Number(fields[SYSTEM_FIELD] ?? Number.NaN);
}

/** The state of a process as the kernel writes it: R, S, D, T, Z; empty once it is gone. */
export function stateOf(host: Place, pid: number): string {
  return fieldsOf(host, pid)[STATE_FIELD] ?? '';
}

/** The ticks that processes gain in some time; for tests of which the time is what is required. */
export async function ticksGained(
  host: Place,
  pids: readonly number[],
  ms: number,
): Promise<number[]> {
  const before = pids.map((pid) => ticksOf(host, pid));
  await delay(ms);
  return pids.map((pid, at) => ticksOf(host, pid) - (before[at] ?? Number.NaN));
}

/** Waits until a process has had some processor time more; false if it does not. */
export async function runs(host: Place, pid: number): Promise<boolean> {
  const before = ticksOf(host, pid);
  const isMore = (now: number): boolean => now > before;
  return isMore(await until(() => ticksOf(host, pid), isMore));
}

/** The fields of a process's stat after its name. */
function fieldsOf(host: Place, pid: number): string[] {
  const stat = procFile(host, pid, 'stat');
  return stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
}
