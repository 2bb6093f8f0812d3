import type { BenchReport, BenchResult } from './benchmark.ts';
import { describeMachine } from './machine.ts';
import { benchCost } from './sweep/cost.ts';
import { benchDetect } from './sweep/detect.ts';
import { benchFleet } from './sweep/fleet.ts';
import { peerVersions } from './sweep/peers.ts';
import { benchSections } from './sweep/sections.ts';

type Part = (say: (line: string) => void) => Promise<BenchResult[]>;

const PARTS: Readonly<Record<string, Part>> = {
  cost: benchCost,
  sections: benchSections,
  detect: benchDetect,
  fleet: benchFleet,
};

/** What a sweep costs, what it finds, and how it grows with the fleet, beside its peers. */
export async function benchSweep(parts: readonly string[]): Promise<BenchReport> {
  const machine = describeMachine();
  const versions = { node: process.versions.node, ...peerVersions() };
  const wanted = parts.length === 0 ? Object.keys(PARTS) : parts;
  const results: BenchResult[] = [];
  for (const name of wanted) {
    const part = PARTS[name];
    if (part === undefined)
      throw new RangeError(`no part ${name}: ${Object.keys(PARTS).join(', ')}`);
    results.push(...(await part((line) => console.error(line))));
  }
  return { name: 'sweep', machine, versions, results };
}
