import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type BenchReport, type BenchResult, ceiling, figure } from './benchmark.ts';
import { type EngineRate, measureEngineRate } from './ingest/engine-rate.ts';
import { makeBodies } from './ingest/make-bodies.ts';
import { makeRows } from './ingest/make-rows.ts';
import { type IngestFigures, measureIngest } from './ingest/measure-ingest.ts';
import { describeMachine } from './machine.ts';

/** As a sensor closes a batch. */
const EVENTS_PER_BATCH = 1_000;
const BATCHES = 200;
const ENGINE_ROWS = 100_000;
const MIB = 1_048_576;
/** The aim: half of what the engine alone can insert. */
const SHARE_MIN = 0.5;
const MEMORY_MIB_MAX = 2_048;

/** What the server takes in, beside what its engine alone can be given. */
export async function benchIngest(): Promise<BenchReport> {
  const machine = describeMachine();
  const versions = { node: process.versions.node };
  const folder = mkdtempSync(join(tmpdir(), 'vedette-bench-ingest-'));
  try {
    console.error('what the engine alone can insert …');
    const alone = await measureEngineRate(makeRows(ENGINE_ROWS));
    console.error('what the server takes in …');
    const figures = await measureIngest(folder, makeBodies(BATCHES, EVENTS_PER_BATCH));
    return { name: 'ingest', machine, versions, results: resultsOf(figures, alone) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function resultsOf(figures: IngestFigures, alone: readonly EngineRate[]): BenchResult[] {
  const { load, settledSeconds, peakBytes, diskBytes, serverCpuSeconds, engineCpuSeconds } =
    figures;
  const acknowledged = Math.round(load.events / load.seconds);
  const stored = Math.round(load.events / settledSeconds);
  const best = Math.max(...alone.map(({ rowsPerSecond }) => rowsPerSecond));
  const peers = Object.fromEntries(
    alone.map(({ blockRows, rowsPerSecond }) => [peerName(blockRows), rowsPerSecond]),
  );
  return [
    figure('acknowledged: on the disk', 'events/s', acknowledged, peers),
    shareOf('acknowledged, of the best of chDB alone', acknowledged / best),
    figure('scored and in the event store', 'events/s', stored, peers),
    shareOf('scored and in the event store, of the best of chDB alone', stored / best),
    figure('batch of 1,000 acknowledged, p50', 'ms', percentile(load.latenciesMs, 0.5)),
    figure('batch of 1,000 acknowledged, p99', 'ms', percentile(load.latenciesMs, 0.99)),
    figure('processor time, server', 'µs/event', micros(serverCpuSeconds, load.events)),
    figure('processor time, its engine', 'µs/event', micros(engineCpuSeconds, load.events)),
    figure(
      'processor time, both',
      'µs/event',
      micros(serverCpuSeconds + engineCpuSeconds, load.events),
      Object.fromEntries(
        alone.map(({ blockRows, cpuMicrosPerRow }) => [peerName(blockRows), cpuMicrosPerRow]),
      ),
    ),
    figure('batches postponed', 'count', load.postponed),
    ceiling('memory at its peak, server and engine', 'MiB', {
      ...{ ours: Math.round(peakBytes / MIB), below: MEMORY_MIB_MAX },
    }),
    figure('events on disk, merged', 'bytes/event', alone.at(-1)?.bytesPerEvent ?? 'not measured'),
    figure('all on disk after a stop', 'bytes/event', Math.round(diskBytes / load.events)),
  ];
}

function peerName(blockRows: number): string {
  return `chDB, blocks of ${blockRows}`;
}

function shareOf(metric: string, share: number): BenchResult {
  const aim = { text: `at least ${SHARE_MIN}`, number: SHARE_MIN };
  const ours = Number(share.toFixed(2));
  return { metric, unit: 'share', ours, peers: {}, aim, met: share >= SHARE_MIN };
}

function micros(seconds: number, events: number): number {
  return Number(((seconds * 1e6) / events).toFixed(1));
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1));
}
