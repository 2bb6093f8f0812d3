import { addCoverage, emptyCoverage, type SensorCoverage } from '@vedette/core';

import type { ServerMetrics } from '../api/metrics.ts';
import type { Readiness } from '../api/readiness.ts';
import { type HostParts, loadHosts } from '../hosts/load-hosts.ts';
import type { EventStore } from '../store/events/event-store.ts';
import type { SweepControl } from '../sweeps/sweep-control.ts';
import { blindSpots } from './blind-spots.ts';
import type { Health } from './health.ts';
import { readIngest } from './read-ingest.ts';

const MINUTES = 60;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How the parts of a server are, in numbers. */
export interface ServerLevels {
  readonly startedMs: number;
  readonly lagEntries: number;
  readonly lagSeconds: number;
  /** What does not work now, by what it is. */
  readonly problems: Readonly<Record<string, string>>;
  /** Events beyond the workloads that are learned. */
  readonly refusedEvents: number;
  readonly journalBytes: number;
  /** Since the start; `unjudged` ones went on all the same. */
  readonly signIns: { readonly assessed: number; readonly unjudged: number };
}

/** What health is read from. */
export interface HealthParts extends HostParts {
  readonly events: Pick<EventStore, 'activity' | 'coverage' | 'histogram' | 'sizes'>;
  readonly knowledge: HostParts['knowledge'] & {
    readonly workloads: (
      org: string,
    ) => readonly { workload: string; state: 'learning' | 'watching'; shapes: number }[];
  };
  readonly sweeps: (org: string) => SweepControl | null;
  readonly levels: () => ServerLevels;
  readonly metrics: ServerMetrics;
  readonly version: string;
}

/** How the server is, for one organisation. Answers also while a store does not. */
export async function loadHealth(
  parts: HealthParts,
  org: string,
  ready: Readiness,
): Promise<Health> {
  const { knowledge, metrics, log, version } = parts;
  const nowMs = parts.nowMs();
  const levels = parts.levels();
  const failed: Record<string, string> = {};
  const orElse = async <T>(what: string, read: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read;
    } catch (error) {
      log('error', 'health-not-read', { what, cause: String(error) });
      failed[what] = error instanceof Error ? error.message : String(error);
      return otherwise;
    }
  };
  const day = { org, fromMs: nowMs - DAY_MS, toMs: nowMs + DAY_MS };
  const minutes = { org, fromMs: nowMs - MINUTES * MINUTE_MS, toMs: nowMs, buckets: MINUTES };
  const files = parts.sweepFiles(org);
  const [{ hosts, coverage }, perMinute, sizes, evidenceBytes, ingest] = await Promise.all([
    orElse('events', loadHosts(parts, day), { hosts: [], coverage: [] }),
    orElse('events', parts.events.histogram(minutes), []),
    orElse('events', parts.events.sizes(), null),
    orElse('evidence', files?.evidenceBytes() ?? Promise.resolve(null), null),
    readIngest(metrics),
  ]);
  const workloads = knowledge.workloads(org);
  const control = parts.sweeps(org);
  const sweeps = control === null ? null : { ...control.status(), everyMs: control.everyMs };
  const lost =
    coverage.length === 0
      ? null
      : coverage.reduce((sum, row) => addCoverage(sum, row.coverage), emptyCoverage());
  const notReady = Object.entries(ready.checks).filter(([, said]) => said !== 'ok');
  const problems = { ...Object.fromEntries(notReady), ...levels.problems, ...failed };
  const { lagEntries, lagSeconds, journalBytes, refusedEvents, signIns, startedMs } = levels;
  return {
    ...{ version, startedMs },
    engine: { lagEntries, lagSeconds, problems: problemList(levels.problems) },
    ready: { ready: ready.ready, checks: { ...ready.checks } },
    ingest: { ...ingest, eventsPerMinute: minutesOf(perMinute) },
    stores: {
      journalBytes,
      events: sizes === null ? null : { rows: sizes.events, bytes: sizes.bytes },
      baselines: {
        workloads: workloads.length,
        shapes: workloads.reduce((sum, { shapes }) => sum + shapes, 0),
      },
      evidenceBytes,
    },
    sensors: sensorsOf(new Set(coverage.map(({ host }) => host)).size, lost ?? emptyCoverage()),
    sweeps: sweeps === null ? null : sweepsOf(sweeps),
    blindSpots: blindSpots({
      ...{ hosts, workloads, coverage: lost, problems, sweeps, signIns, refusedEvents, nowMs },
      rejectedRecords: ingest.rejectedRecords,
    }),
  };
}

function problemList(problems: Readonly<Record<string, string>>): Health['engine']['problems'] {
  return Object.entries(problems).map(([what, problem]) => ({ what, problem }));
}

/** Always as many as there are minutes, also where the store does not answer. */
function minutesOf(buckets: readonly { readonly events: number }[]): number[] {
  return Array.from({ length: MINUTES }, (_, minute) => buckets[minute]?.events ?? 0);
}

function sensorsOf(hosts: number, coverage: SensorCoverage): Health['sensors'] {
  const { received, truncated, pollingGaps, uncleanStops, evicted, refused } = coverage;
  const counts = {
    ...{ hosts, received, truncated, pollingGaps, uncleanStops },
    ...{ evicted: evicted.events, refused: refused.events },
  };
  return {
    ...mapCounts(counts),
    missed: lostOf(coverage.missed),
    dropped: lostOf(coverage.dropped),
  };
}

/** Sums of a hostile sensor's numbers stay whole numbers. */
function mapCounts<Name extends string>(counts: Record<Name, number>): Record<Name, number> {
  const bounded = { ...counts };
  for (const name in bounded) bounded[name] = Math.min(bounded[name], Number.MAX_SAFE_INTEGER);
  return bounded;
}

function lostOf(reasons: Readonly<Record<string, number>>): Health['sensors']['missed'] {
  return Object.entries(mapCounts({ ...reasons }))
    .map(([reason, events]) => ({ reason, events }))
    .toSorted((a, b) => b.events - a.events);
}

function sweepsOf(
  status: ReturnType<SweepControl['status']> & { readonly everyMs: number },
): Health['sweeps'] {
  const { running, sweeps, failed, lastEndedMs, lastProblem, everyMs } = status;
  return { running, sweeps, failed, lastEndedMs, lastProblem, everyMs };
}
