import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { SweepReport } from '@vedette/sweep';
import { z } from 'zod';

const COMMAND = join(import.meta.dirname, '../../packages/cli/src/vedette.ts');
const USAGE_AT_EXIT = join(import.meta.dirname, 'usage-at-exit.ts');

/** What the controller's process used, without the ssh clients that it starts. */
const Usage = z.object({ maxRssKiB: z.number(), cpuSeconds: z.number() });
export type Usage = z.infer<typeof Usage>;

export interface VedetteRun {
  readonly report: z.infer<typeof SweepReport>;
  readonly wallSeconds: number;
  readonly usage: Usage;
}

/** Sweeps an inventory with the product's command, state kept in `stateDir`. */
export async function runVedette(inventory: string, stateDir: string): Promise<VedetteRun> {
  const dir = mkdtempSync(join(tmpdir(), 'vedette-bench-'));
  try {
    const usageFile = join(dir, 'usage.json');
    const startedAt = performance.now();
    const child = spawn(
      process.execPath,
      [`--import=${USAGE_AT_EXIT}`, COMMAND, 'sweep', '--inventory', inventory, '--json'],
      {
        env: { ...process.env, XDG_STATE_HOME: stateDir, BENCH_USAGE_FILE: usageFile },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const [output, errors] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    const wallSeconds = (performance.now() - startedAt) / 1_000;
    if (output === '') throw new Error(`vedette sweep printed nothing: ${errors}`);
    return {
      report: SweepReport.parse(JSON.parse(output)),
      wallSeconds,
      usage: Usage.parse(JSON.parse(readFileSync(usageFile, 'utf8'))),
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}
