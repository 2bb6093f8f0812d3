import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { BenchReport, BenchResult } from './benchmark.ts';
import { describeMachine } from './machine.ts';
import { benchCost } from './sensor/cost.ts';
import { benchDrops } from './sensor/drops.ts';
import { buildExecLoop, type ExecLoop } from './sensor/exec-loop.ts';
import { benchShip } from './sensor/ship.ts';
import { PEERS, toolVersion } from './sensor/tools.ts';

interface Ground {
  readonly folder: string;
  readonly loop: ExecLoop;
  readonly say: (line: string) => void;
}

const PARTS: Readonly<Record<string, (ground: Ground) => Promise<BenchResult[]>>> = {
  cost: benchCost,
  drops: benchDrops,
  ship: benchShip,
};

/** What it costs to see every execution, how many may come at once, and how much each tells. */
export async function benchSensor(parts: readonly string[]): Promise<BenchReport> {
  const machine = describeMachine();
  const packages = PEERS.map((peer): [string, string] => [
    peer.package ?? '',
    toolVersion(peer) ?? 'not installed',
  ]);
  const versions = { node: process.versions.node, ...Object.fromEntries(packages) };
  const folder = mkdtempSync(join(tmpdir(), 'vedette-bench-sensor-'));
  const ground = {
    folder,
    loop: buildExecLoop(folder),
    say: (line: string) => console.error(line),
  };
  const results: BenchResult[] = [];
  try {
    for (const name of parts.length === 0 ? Object.keys(PARTS) : parts) {
      const part = PARTS[name];
      if (part === undefined)
        throw new RangeError(`no part ${name}: ${Object.keys(PARTS).join(', ')}`);
      results.push(...(await part(ground)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { name: 'sensor', machine, versions, results };
}
