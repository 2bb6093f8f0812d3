import type { BenchReport, BenchResult } from './benchmark.ts';
import { describeMachine } from './machine.ts';
import { benchCost } from './sweep/cost.ts';
import { benchDetect } from './sweep/detect.ts';
import { benchFleet } from './sweep/fleet.ts';
import { peerVersions } from './sweep/peers.ts';
import { benchSections } from './sweep/sections.ts';

type Part = (say: (line: string) => void, size?: number) => Promise<BenchResult[]>;

const PARTS: Readonly<Record<string, Part>> = {
  cost: benchCost,
  sections: benchSections,
  detect: benchDetect,
  fleet: benchFleet,
};

/**
 * What a sweep costs, what it finds, and how it grows with the fleet, beside its peers. A part may
 * be asked for at one size, as `cost:300`.
 */
export async function benchSweep(parts: readonly string[]): Promise<BenchReport> {
  const machine = describeMachine();
  const versions = { node: process.versions.node, ...peerVersions() };
  const wanted = parts.length === 0 ? Object.keys(PARTS) : parts;
  const results: BenchResult[] = [];
  for (const asked of wanted) {
    const [name = '', size] = asked.split(':');
    const part = PARTS[name];
    if (part === undefined)
      throw new RangeError(`no part ${name}: ${Object.keys(PARTS).join(', ')}`);
    if (size !== undefined && (part !== benchCost || !/^[1-9]\d{0,4}$/.test(size)))
      throw new RangeError(`no size ${size} of ${name}: only cost has sizes, as cost:300`);
    const say = (line: string): void => console.error(line);
    results.push(...(await (size === undefined ? part(say) : part(say, Number(size)))));
  }
  return { name: 'sweep', machine, versions, results };
}
