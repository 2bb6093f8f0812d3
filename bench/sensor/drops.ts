import { randomUUID } from 'node:crypto';

import { type BenchResult, figure, type Measured } from '../benchmark.ts';
import type { ExecLoop } from './exec-loop.ts';
import { startTool } from './run-tool.ts';
import { OURS, PEERS, type Tool } from './tools.ts';

/** Executions per second that are asked for, until one is missed; 0 is what the machine makes. */
const RATES = [250, 500, 1_000, 2_000, 4_000, 0] as const;
const SECONDS = 2;
/** For the step without a limit. */
const COUNT = 8_000;
const WORKERS = 8;
/** No usual command line; each tool says what it does with one. */
const LONG_BYTES = 15_000;

interface Ground {
  readonly folder: string;
  readonly loop: ExecLoop;
  readonly say: (line: string) => void;
}

interface Seen {
  /** The fastest step of which everything was shown. */
  readonly perSecond: number;
  readonly missedAtFull: number;
  readonly facts: number;
  readonly longBytes: number;
}

/** How fast executions may come before one is missed, and how much is told of each. */
export async function benchDrops(ground: Ground): Promise<BenchResult[]> {
  const seen = new Map<Tool, Seen | string>();
  for (const tool of [OURS, ...PEERS]) {
    ground.say(`drops: ${tool.name}`);
    seen.set(tool, await watchSteps(tool, ground));
  }
  const row = (metric: string, unit: string, name: keyof Seen): BenchResult => {
    const of = (tool: Tool): Measured => {
      const known = seen.get(tool) ?? 'not run';
      return typeof known === 'string' ? known : known[name];
    };
    return figure(
      metric,
      unit,
      of(OURS),
      Object.fromEntries(PEERS.map((one) => [one.name, of(one)])),
    );
  };
  const missed = row(
    `missed of ${COUNT} at the full speed of ${WORKERS} processes`,
    'executions',
    'missedAtFull',
  );
  const whole = row(`kept of an argument of ${LONG_BYTES} bytes`, 'bytes', 'longBytes');
  return [
    row('the fastest of the steps of which everything was shown', 'executions/s', 'perSecond'),
    { ...missed, aim: { text: 'none', number: 0 }, met: missed.ours === 0 },
    row('facts told of each execution', 'facts', 'facts'),
    { ...whole, aim: { text: 'all', number: LONG_BYTES }, met: whole.ours === LONG_BYTES },
  ];
}

async function watchSteps(tool: Tool, ground: Ground): Promise<Seen | string> {
  const { folder, loop } = ground;
  const running = await startTool(tool, { folder, loop });
  if (typeof running === 'string') return running;
  const steps: { readonly mark: string; readonly count: number; readonly perSecond: number }[] = [];
  for (const rate of RATES) {
    const [mark, count] = [randomUUID(), rate === 0 ? COUNT : rate * SECONDS];
    const seconds = await loop({ mark, count, workers: WORKERS, perSecond: rate });
    steps.push({ mark, count, perSecond: Math.round(count / seconds) });
    await running.quiet();
  }
  await loop({ mark: 'x'.repeat(LONG_BYTES), count: 1 });
  await running.quiet();
  const { output } = await running.end();
  const lines = output.split('\n');
  const shown = steps.map((step) => ({ ...step, shown: countShown(output, step.mark) }));
  for (const { perSecond, count, shown: got } of shown) {
    ground.say(`drops: ${tool.name}: ${got} of ${count} at ${perSecond} a second`);
  }
  const whole = shown.filter((step) => step.shown === step.count);
  const full = shown.at(-1);
  const runs = output.match(/x{16,}/g) ?? [''];
  return {
    perSecond: Math.max(0, ...whole.map(({ perSecond }) => perSecond)),
    missedAtFull: (full?.count ?? 0) - (full?.shown ?? 0),
    facts: tool.facts(lines.find((line) => line.includes(steps[0]?.mark ?? '')) ?? '{}'),
    longBytes: Math.max(...runs.map((run) => run.length)),
  };
}

/** Different executions of this mark that are in the output. */
function countShown(output: string, mark: string): number {
  const numbers = output.matchAll(new RegExp(`${mark}[", ]+(\\d+)`, 'g'));
  return new Set([...numbers].map(([, number]) => number)).size;
}
