import { readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ownCgroup } from '../docker/own-cgroup.ts';
import { type TestHost, until } from '../hosts/index.ts';
import { command } from '../fixtures/plant/command.ts';
import { procFile } from './ticks.ts';

const GIVE_FREEZER = join(import.meta.dirname, 'give-freezer.sh');
/** Hierarchies as a host mounts them. */
const DIRS = { cgroup1: '/sys/fs/cgroup/freezer', cgroup2: '/sys/fs/cgroup' } as const;
const VERSIONS = { cgroup1: '1', cgroup2: '2' } as const;

/** How a host can freeze processes beside SIGSTOP. */
export type Freezer = keyof typeof DIRS;

/** A control group of one test on a host, with what Vedette makes below it. */
export interface ControlGroup {
  /** The group's path in its hierarchy. */
  readonly path: string;
  /** Puts a process of the host, by its number there, into the group. */
  enter(pid: number): Promise<void>;
  /** The path in the hierarchy at which a process of the host is. */
  at(pid: number): string | undefined;
  /** Groups below it. */
  below(): string[];
  /** Lets everything below go, ends it and removes the group. */
  close(): Promise<void>;
}

/** Mounts a hierarchy on a host and makes a group in it, which goes however this process ends. */
export async function giveFreezer(host: TestHost, freezer: Freezer): Promise<ControlGroup> {
  const own = ownCgroup();
  const argv = ['sh', '-s', VERSIONS[freezer], own.name];
  await command(host, argv, readFileSync(GIVE_FREEZER));
  const path = `/${own.name}`;
  const inHost = `${DIRS[freezer]}${path}`;
  const dir = join(host.rootDir, inHost);
  return {
    path,
    async enter(pid) {
      const text = 'echo "$1" >"$2/cgroup.procs"';
      await command(host, ['sh', '-euc', text, 'sh', String(pid), inHost]);
    },
    at(pid) {
      const line =
        freezer === 'cgroup2' ? /^0::(.*)$/m : /^[0-9]+:(?:[^:]*,)?freezer(?:,[^:]*)?:(.*)$/m;
      return procFile(host, pid, 'cgroup').match(line)?.[1];
    },
    below: () => subgroups(dir).map((group) => group.slice(dir.length)),
    async close() {
      try {
        await emptied(dir);
      } finally {
        await own.close();
      }
    },
  };
}

async function emptied(dir: string): Promise<void> {
  const groups = [dir, ...subgroups(dir)];
  for (const group of groups) letGo(group);
  const left = await until(
    () => groups.flatMap(processesOf).map(ended),
    (pids) => pids.length === 0,
  );
  if (left.length > 0) throw new Error(`still in ${dir}: ${left.join(' ')}`);
  for (const group of groups.toReversed()) rmdirSync(group);
}

function ended(pid: number): number {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended between the look and the signal, which is what was wanted.
  }
  return pid;
}

function letGo(group: string): void {
  const files = readdirSync(group);
  if (files.includes('freezer.state')) writeFileSync(join(group, 'freezer.state'), 'THAWED');
  if (files.includes('cgroup.freeze')) writeFileSync(join(group, 'cgroup.freeze'), '0');
}

/** Numbers of the machine, as this process reads them. */
function processesOf(group: string): number[] {
  return readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
}

/** Parents before children. */
function subgroups(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(dir, name))
    .flatMap((group) => [group, ...subgroups(group)]);
}
