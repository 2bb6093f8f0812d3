import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { assembleProbe, type Check } from '@vedette/sweep';

import type { Measured } from '../benchmark.ts';
import { countForks } from './count-forks.ts';
import { measureCommand, type Measurement } from './measure-command.ts';

/** A probe is short, so the middle one of several runs is taken. */
const RUNS = 5;
const ARGV = ['sh', '-s'] as const;
const BOUNDS = { wallSecondsMax: 60, cpuSecondsMax: 60 } as const;

/** What one run of a tool takes. */
export interface Cost {
  readonly measured: Measurement;
  readonly forks: Measured;
}

export interface ProbeCost extends Cost {
  readonly sentBytes: number;
}

/** Runs the probe for these checks as a host runs it: the script on stdin, pipes for output. */
export async function costOfProbe(checks: readonly Check[]): Promise<ProbeCost> {
  const dir = mkdtempSync(join(tmpdir(), 'vedette-bench-'));
  try {
    const script = assembleProbe({ nonce: randomBytes(16).toString('hex'), checks, ...BOUNDS });
    const inputFile = join(dir, 'probe.sh');
    writeFileSync(inputFile, script);
    const runs: Measurement[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      runs.push(await measureCommand({ argv: ARGV, workDir: dir, inputFile }));
    }
    const measured = runs.toSorted((a, b) => a.cpuSeconds - b.cpuSeconds)[Math.floor(RUNS / 2)];
    if (measured === undefined || !/ finish sections=\d+\n$/.test(measured.output)) {
      throw new Error(`the probe did not finish: ${measured?.stderr ?? ''}`);
    }
    return {
      measured,
      forks: countForks(ARGV, inputFile),
      sentBytes: Buffer.byteLength(script),
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}
