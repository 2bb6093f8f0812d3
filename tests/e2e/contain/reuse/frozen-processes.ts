import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { TestHost } from '../../hosts/index.ts';
import { procFile, stateOf } from '../ticks.ts';

const START_FIELD = 19;

/** A process by its number and when it started: nobody else is that. */
export interface Identity {
  readonly pid: number;
  readonly startTicks: number;
}

/** Everything on a host that is stopped, or in a control group of ours. */
export function frozenOn(host: TestHost): Identity[] {
  return pidsOf(host)
    .filter(
      (pid) => stateOf(host, pid) === 'T' || /\/vedette-E-/.test(procFile(host, pid, 'cgroup')),
    )
    .map((pid) => ({ pid, startTicks: startTicksOf(host, pid) }));
}

/** The numbers of a host's processes. */
export function pidsOf({ rootDir }: TestHost): number[] {
  return readdirSync(join(rootDir, 'proc'))
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number);
}

function startTicksOf(host: TestHost, pid: number): number {
  const stat = procFile(host, pid, 'stat');
  return Number(stat.slice(stat.lastIndexOf(') ') + 2).split(' ')[START_FIELD]);
}
