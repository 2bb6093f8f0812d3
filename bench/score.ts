import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { type BenchReport, type BenchResult, figure } from './benchmark.ts';
import { describeMachine } from './machine.ts';
import { learnedState, ourRate } from './score/our-rate.ts';
import { publishedRate } from './score/published-loop.ts';
import { syntheticWorkload } from './score/synthetic-workload.ts';

const SIZES = [1_000, 50_000, 1_000_000] as const;
/** Where the aim is set. */
const AIM_SIZE = 50_000;
const AIM_TIMES = 1_000;
const SEED = 14;
const KNOWN_A_ROUND = 5_000;
/** As many never-seen commands in a row double the baseline: more is a flood, which is bounded. */
const UNKNOWN_A_ROUND = 250;
const PUBLISHED = 'published loop, LanceDB';

/**
 * Events per second scored and learned from, after so much history, beside the published loop on
 * the same events. A part is one size: `--part 1000`.
 */
export async function benchScore(parts: readonly string[]): Promise<BenchReport> {
  const machine = describeMachine();
  const versions = { node: process.versions.node, '@lancedb/lancedb': lanceVersion() };
  const sizes = SIZES.filter((size) => parts.length === 0 || parts.includes(String(size)));
  if (sizes.length < parts.length) throw new RangeError(`no such part: ${SIZES.join(', ')}`);
  const results: BenchResult[] = [];
  for (const size of sizes) {
    console.error(`history of ${size} events`);
    results.push(...(await atSize(size)));
  }
  return { name: 'score', machine, versions, results };
}

async function atSize(size: number): Promise<BenchResult[]> {
  const workload = syntheticWorkload(SEED);
  const learned = learnedState(workload.events(size));
  const rates = {
    known: ourRate(learned, workload.known, KNOWN_A_ROUND),
    unknown: ourRate(learned, workload.unknown, UNKNOWN_A_ROUND),
  };
  const published = await publishedRate(syntheticWorkload(SEED).events(size), workload.unknown);
  const shapes = learned[0]?.baseline.shapes.length ?? 0;
  const results = [figure(`different shapes in a history of ${size}`, 'shapes', shapes)];
  for (const [kind, rate] of Object.entries(rates)) {
    const metric = `${kind} events after a history of ${size}`;
    const peers = { [PUBLISHED]: Number(published.toFixed(1)) };
    results.push(figure(metric, 'events/s', Math.round(rate), peers));
    results.push(timesOf(metric, size, rate / published));
  }
  return results;
}

function timesOf(metric: string, size: number, times: number): BenchResult {
  const ours = Math.round(times);
  const row = figure(`${metric}, beside the published loop`, '×', ours, { [PUBLISHED]: 1 });
  if (size !== AIM_SIZE) return row;
  const aim = { text: `${AIM_TIMES} times its rate`, number: AIM_TIMES };
  return { ...row, aim, met: times >= AIM_TIMES };
}

/** Its manifest is not exported; the entry point lies beside it, one folder down. */
function lanceVersion(): string {
  const file = new URL('../package.json', import.meta.resolve('@lancedb/lancedb'));
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
