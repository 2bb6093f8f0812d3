import type { ServerFinding } from '../findings/finding.ts';
import type { CoverageRow, HostActivity } from '../store/events/event-store.ts';
import type { LastContainment } from '../sweeps/sweep-files.ts';
import type { SweptHost } from '../sweeps/swept-host.ts';
import type { Host } from './host.ts';

const HOURS = 24;

/** What is known of an organisation's hosts, from where it is known. */
export interface HostSources {
  readonly activity: readonly HostActivity[];
  readonly coverage: readonly CoverageRow[];
  readonly findings: readonly ServerFinding[];
  readonly swept: readonly SweptHost[];
  readonly containments: ReadonlyMap<string, LastContainment>;
}

/** Every host that sent something, was swept, or that something was found on, by name. */
export function assembleHosts(sources: HostSources): Host[] {
  const { activity, coverage, findings, swept, containments } = sources;
  const hosts = new Map<string, Host>();
  const change = (host: string, of: (known: Host) => Partial<Host>): void => {
    const known = hosts.get(host) ?? unknownHost(host, containments.get(host) ?? null);
    hosts.set(host, { ...known, ...of(known) });
  };
  for (const { host, events, lastMs, source, perHour } of activity)
    change(host, ({ sensor }) => ({
      ...{ events, perHour: [...perHour] },
      sensor: { ...sensor, source, lastMs },
    }));
  for (const row of coverage) change(row.host, (known) => withCoverage(known, row));
  for (const { host, last } of swept) change(host, () => ({ sweep: last }));
  for (const finding of findings)
    for (const host of finding.life.state === 'open' ? finding.hosts : [])
      change(host, ({ openFindings }) => ({ openFindings: openFindings + 1 }));
  return [...hosts.values()].toSorted((a, b) => (a.host < b.host ? -1 : 1));
}

function unknownHost(host: string, lastContainment: LastContainment | null): Host {
  return {
    ...{ host, events: 0, coverageMs: null, openFindings: 0, sweep: null, lastContainment },
    sensor: { source: null, lastMs: null, received: 0, missed: 0, dropped: 0 },
    perHour: Array.from({ length: HOURS }, () => 0),
  };
}

function withCoverage(
  { coverageMs, sensor }: Host,
  { receivedMs, coverage }: CoverageRow,
): Partial<Host> {
  const { received, missed, dropped } = coverage;
  return {
    coverageMs: Math.max(coverageMs ?? 0, receivedMs),
    sensor: {
      ...sensor,
      lastMs: Math.max(sensor.lastMs ?? 0, receivedMs),
      received: bounded(sensor.received + received),
      missed: bounded(sensor.missed + sumOf(missed)),
      dropped: bounded(sensor.dropped + sumOf(dropped)),
    },
  };
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** A hostile sensor's numbers stay whole numbers. */
function bounded(count: number): number {
  return Math.min(count, Number.MAX_SAFE_INTEGER);
}
