import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

import { z } from 'zod';

const ENABLED = '/proc/sys/kernel/bpf_stats_enabled';

const Programs = z.array(
  z.object({
    id: z.number(),
    name: z.string().default(''),
    run_time_ns: z.number().default(0),
    run_cnt: z.number().default(0),
  }),
);

/** What a BPF program has cost since it was loaded. */
export interface ProgramCost {
  readonly name: string;
  readonly runs: number;
  readonly ns: number;
}

/** Makes the kernel measure its BPF programs, which costs each of them the same; and takes it back. */
export function measureKernel(): { readonly stop: () => void } {
  const before = readFileSync(ENABLED, 'latin1');
  writeFileSync(ENABLED, '1');
  return { stop: () => writeFileSync(ENABLED, before) };
}

/** Every program that is loaded, by its number. */
export function kernelPrograms(): ReadonlyMap<number, ProgramCost> {
  const { stdout } = spawnSync('bpftool', ['-j', 'prog', 'show'], { encoding: 'utf8' });
  const programs = Programs.parse(JSON.parse(stdout));
  return new Map(
    programs.map(({ id, name, run_cnt, run_time_ns }) => [
      id,
      { name, runs: run_cnt, ns: run_time_ns },
    ]),
  );
}

/** What programs cost between two looks. */
export function costsBetween(
  before: ReadonlyMap<number, ProgramCost>,
  after: ReadonlyMap<number, ProgramCost>,
): ProgramCost[] {
  return [...after].map(([id, { name, runs, ns }]) => ({
    name,
    runs: runs - (before.get(id)?.runs ?? 0),
    ns: ns - (before.get(id)?.ns ?? 0),
  }));
}
