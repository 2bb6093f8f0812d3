import { type BenchReport, type BenchResult, figure } from './benchmark.ts';
import { benchAlerts } from './executions/alerts.ts';
import { benchCost } from './executions/cost.ts';
import { benchHolds } from './executions/holds.ts';
import { loadMaterial, type Material } from './executions/load-material.ts';
import { benchPoison } from './executions/poison.ts';
import { benchQuality } from './executions/quality.ts';
import { describeMachine } from './machine.ts';

type Part = (material: Material, say: (line: string) => void) => BenchResult[];

const PARTS: Readonly<Record<string, Part>> = {
  quality: benchQuality,
  holds: benchHolds,
  alerts: benchAlerts,
  poison: benchPoison,
  cost: benchCost,
};

/** What says how good the answers are; what they cost is measured apart. */
const QUALITY_PARTS = ['quality', 'holds', 'alerts', 'poison'] as const;

/** How good the executions watch is: what it finds, how often it cries wolf, how it is fooled. */
export function benchQualityOfExecutions(parts: readonly string[]): Promise<BenchReport> {
  return runParts('quality', parts.length === 0 ? QUALITY_PARTS : parts);
}

/** What the executions watch finds, how often it cries wolf, how it is fooled, what it costs. */
export function benchExecutions(parts: readonly string[]): Promise<BenchReport> {
  return runParts('executions', parts.length === 0 ? Object.keys(PARTS) : parts);
}

function runParts(benchmark: string, wanted: readonly string[]): Promise<BenchReport> {
  const machine = describeMachine();
  const versions = { node: process.versions.node };
  const material = loadMaterial();
  const results: BenchResult[] = [];
  for (const name of wanted) {
    const part = PARTS[name];
    if (part === undefined)
      throw new RangeError(`no part ${name}: ${Object.keys(PARTS).join(', ')}`);
    if (material === null) results.push(figure(name, '', 'no data: set VEDETTE_DATA'));
    else results.push(...part(material, (line) => console.error(line)));
  }
  return Promise.resolve({ name: benchmark, machine, versions, results });
}
