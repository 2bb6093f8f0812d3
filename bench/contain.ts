import type { BenchReport, BenchResult } from './benchmark.ts';
import { benchContainer } from './contain/container.ts';
import { benchProcess } from './contain/process.ts';
import { describeMachine } from './machine.ts';

type Part = (say: (line: string) => void) => Promise<BenchResult[]>;

const PARTS: Readonly<Record<string, Part>> = { process: benchProcess, container: benchContainer };

/** How soon a miner that was found is frozen, what it still gets, and whether it stays frozen. */
export async function benchContain(parts: readonly string[]): Promise<BenchReport> {
  const machine = describeMachine();
  const wanted = parts.length === 0 ? Object.keys(PARTS) : parts;
  const results: BenchResult[] = [];
  for (const name of wanted) {
    const part = PARTS[name];
    if (part === undefined)
      throw new RangeError(`no part ${name}: ${Object.keys(PARTS).join(', ')}`);
    results.push(...(await part((line) => console.error(line))));
  }
  return { name: 'contain', machine, versions: { node: process.versions.node }, results };
}
