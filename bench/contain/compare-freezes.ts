import { type BenchResult, figure, type Measured } from '../benchmark.ts';
import { type FreezeMeasured, LATER_MS } from './measure-freeze.ts';

/** How often each way is measured; the middle one is taken. */
export const REPETITIONS = 5;

/** The measurements of one way, or why there are none. */
export type Measurements = readonly FreezeMeasured[] | string;

interface Comparison {
  /** What is frozen, and by what: `a process, cgroup2`. */
  readonly what: string;
  readonly ours: Measurements;
  readonly peers: Readonly<Record<string, Measurements>>;
}

/** The figures of one way of ours beside those of its peers. */
export function compareFreezes({ what, ours, peers }: Comparison): BenchResult[] {
  const row = (
    metric: string,
    unit: string,
    value: (measured: readonly FreezeMeasured[]) => Measured,
  ): BenchResult => {
    const of = (one: Measurements): Measured => (typeof one === 'string' ? one : value(one));
    const others = Object.entries(peers).map(([name, one]) => [name, of(one)] as const);
    return figure(`${metric}: ${what}`, unit, of(ours), Object.fromEntries(others));
  };
  const seconds = LATER_MS / 1_000;
  return [
    row('from finding to frozen', 'ms', (all) => middle(all.map(({ frozenMs }) => frozenMs))),
    row(`CPU from finding to ${seconds} s after frozen`, 'ms', (all) =>
      middle(all.map(({ cpuMs }) => cpuMs)),
    ),
    every(row(`still frozen ${seconds} s after`, 'runs', (all) => count(all, 'stillFrozen'))),
    every(row('deleted program saved', 'runs', (all) => count(all, 'saved'))),
  ];
}

/** A metric that must be so in every run. */
function every(result: BenchResult): BenchResult {
  const aim = { text: `all ${REPETITIONS} runs`, number: REPETITIONS };
  return { ...result, aim, met: result.ours === REPETITIONS };
}

function count(all: readonly FreezeMeasured[], what: 'stillFrozen' | 'saved'): number {
  return all.filter((measured) => measured[what]).length;
}

/** The middle one by size; a run without a figure takes the place of it. */
function middle(values: readonly Measured[]): Measured {
  const numbers = values.filter((value) => typeof value === 'number');
  const missing = values.find((value) => typeof value === 'string');
  if (missing !== undefined) return missing;
  const sorted = numbers.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(1));
}
