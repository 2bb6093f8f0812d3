import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TestHost } from '../../tests/e2e/hosts/index.ts';
import { procFile, stateOf } from '../../tests/e2e/contain/ticks.ts';

/** Hierarchies of control groups, as this machine mounts them. */
const CGROUPS = '/sys/fs/cgroup';
const LOOK_EVERY_MS = 2;
const NANOSECONDS_PER_MS = 1e6;

/** One look at a process. */
export interface Look {
  readonly atMs: number;
  /** Processor time that it has had. */
  readonly cpuMs: number;
  /** Stopped, or in a frozen control group. */
  readonly held: boolean;
}

/** Looks at a process of one thread again and again until it is told to stop. */
export function watchProcess(host: TestHost, pid: number): { stop(): readonly Look[] } {
  const looks: Look[] = [];
  const looking = setInterval(() => looks.push(lookAt(host, pid)), LOOK_EVERY_MS);
  return {
    stop() {
      clearInterval(looking);
      return looks;
    },
  };
}

/** The time, as the looks tell it. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}

function lookAt(host: TestHost, pid: number): Look {
  const [nanoseconds = ''] = procFile(host, pid, 'schedstat').split(' ');
  const cpuMs = Number(nanoseconds) / NANOSECONDS_PER_MS;
  const held = stateOf(host, pid) === 'T' || groupFilesOf(host, pid).some(isFrozen);
  return { atMs: epochMs(), cpuMs, held };
}

/** The directories of the control groups that a process is in. */
export function groupDirsOf(host: TestHost, pid: number): string[] {
  const paths = procFile(host, pid, 'cgroup')
    .split('\n')
    .map((line) => line.replace(/^[^:]*:[^:]*:/, ''))
    .filter((path) => path.length > 1);
  return [...new Set(paths)].flatMap((path) => HIERARCHIES.map((dir) => join(dir, path)));
}

const HIERARCHIES = [CGROUPS, ...readdirSync(CGROUPS).map((name) => join(CGROUPS, name))].filter(
  (dir) => /\/(cgroup|freezer|unified)$/.test(dir),
);

function groupFilesOf(host: TestHost, pid: number): string[] {
  return groupDirsOf(host, pid).flatMap((dir) => [
    join(dir, 'freezer.state'),
    join(dir, 'cgroup.events'),
  ]);
}

function isFrozen(file: string): boolean {
  try {
    return /^FROZEN$|^frozen 1$/m.test(readFileSync(file, 'latin1'));
  } catch {
    // Of another version, or it has gone.
    return false;
  }
}
