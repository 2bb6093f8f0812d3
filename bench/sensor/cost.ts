import { randomUUID } from 'node:crypto';

import { type BenchResult, figure, type Measured } from '../benchmark.ts';
import type { ExecLoop } from './exec-loop.ts';
import { measureKernel } from './kernel-cost.ts';
import { startTool } from './run-tool.ts';
import { OURS, PEERS, type Tool } from './tools.ts';

/** Rounds in which each tool has its turn; the middle figure is taken. */
const ROUNDS = 3;
const COUNT = 3_000;
/** A sensor runs for weeks; what its first seconds cost is not what it costs. */
const WARM_UP = 6_000;
/** A program belongs to every execution if it ran for most of them. */
const MOST = 0.5;
const NS_PER_US = 1_000;

/** What a tool cost, and what it cost others. */
export interface Cost {
  readonly kernelNs: number;
  readonly cpuUsPerExec: number;
  readonly cpuUsPerEvent: number;
  readonly peakMiB: number;
  readonly slowdown: number;
}

/** Where it is measured. */
export interface Ground {
  readonly folder: string;
  readonly loop: ExecLoop;
  readonly say: (line: string) => void;
}

/** What it costs to see an execution: in the kernel, in the tool, and for who executes. */
export async function benchCost(ground: Ground): Promise<BenchResult[]> {
  const tools = [OURS, ...PEERS];
  const costs = new Map<Tool, Cost[] | string>(tools.map((tool) => [tool, []]));
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const tool of tools) {
      const known = costs.get(tool);
      if (typeof known !== 'object') continue;
      ground.say(`cost: round ${round} of ${ROUNDS}, ${tool.name}`);
      const cost = await costOf(tool, ground);
      if (typeof cost === 'string') costs.set(tool, cost);
      else known.push(cost);
    }
  }
  const row = (metric: string, unit: string, name: keyof Cost, digits: number): BenchResult => {
    const of = (tool: Tool): Measured => {
      const known = costs.get(tool) ?? [];
      if (typeof known === 'string') return known;
      return Number(middle(known.map((cost) => cost[name])).toFixed(digits));
    };
    return figure(
      metric,
      unit,
      of(OURS),
      Object.fromEntries(PEERS.map((one) => [one.name, of(one)])),
    );
  };
  return [
    row('kernel time of BPF programs per execution', 'ns', 'kernelNs', 0),
    row('CPU of the tool per execution, with its exit where told', 'µs', 'cpuUsPerExec', 1),
    cheaperThanAll(row('CPU of the tool per event', 'µs', 'cpuUsPerEvent', 1)),
    row('peak memory', 'MiB', 'peakMiB', 0),
    row('a fork+exec loop takes', '× of without', 'slowdown', 2),
  ];
}

/** Runs the loop beside a tool; the reason where the tool does not run. */
export async function costOf(tool: Tool, { folder, loop }: Ground): Promise<Cost | string> {
  const mark = randomUUID();
  const alone = await loop({ mark, count: COUNT });
  const kernel = measureKernel();
  try {
    const running = await startTool(tool, { folder, loop });
    if (typeof running === 'string') return running;
    await loop({ mark, count: WARM_UP, workers: 2 });
    await running.quiet();
    const [cpuBefore, before] = [running.cpuNs(), running.costs()];
    const seconds = await loop({ mark, count: COUNT });
    await running.quiet();
    const [cpuAfter, after] = [running.cpuNs(), running.costs()];
    const peakMiB = running.peakMiB();
    await running.end();
    const spent = after.map(({ name, runs, ns }, index) => ({
      name,
      runs: runs - (before[index]?.runs ?? 0),
      ns: ns - (before[index]?.ns ?? 0),
    }));
    // Others on the machine execute, too, and the tool shows those as well.
    const executions = spent.find(({ name }) => tool.counts.test(name))?.runs ?? 0;
    const exits = spent.find(({ name }) => name === 'process_exit')?.runs ?? 0;
    const each = spent.filter(({ runs }) => runs > executions * MOST);
    const us = (cpuAfter - cpuBefore) / NS_PER_US;
    return {
      kernelNs: each.reduce((sum, { ns, runs }) => sum + ns / runs, 0),
      cpuUsPerExec: us / executions,
      cpuUsPerEvent: us / (executions + Math.min(exits, executions)),
      peakMiB,
      slowdown: seconds / alone,
    };
  } finally {
    kernel.stop();
  }
}

function cheaperThanAll(result: BenchResult): BenchResult {
  const { ours } = result;
  const others = Object.values(result.peers).filter((value) => typeof value === 'number');
  const least = Math.min(...others);
  const aim = { text: 'less than each peer that runs', number: least };
  return { ...result, aim, met: typeof ours === 'number' && others.length > 0 && ours < least };
}

/** The middle one. */
export function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
