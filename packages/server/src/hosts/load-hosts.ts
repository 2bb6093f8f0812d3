import type { ServerFinding } from '../findings/finding.ts';
import type { Log } from '../log.ts';
import type { CoverageRow, EventStore } from '../store/events/event-store.ts';
import type { LastContainment, SweepFiles } from '../sweeps/sweep-files.ts';
import type { SweptHost } from '../sweeps/swept-host.ts';
import { assembleHosts } from './assemble-hosts.ts';
import type { Host } from './host.ts';

const DAY_MS = 86_400_000;
/** How far back it is looked for when a sensor was last heard of. */
const HEARD_WITHIN_MS = 7 * DAY_MS;

/** What hosts are known from. */
export interface HostParts {
  readonly events: Pick<EventStore, 'activity' | 'coverage'>;
  readonly knowledge: {
    readonly findings: (org: string) => readonly ServerFinding[];
    readonly sweptHosts: (org: string) => readonly SweptHost[];
  };
  /** Null where an organisation's hosts are not swept from here. */
  readonly sweepFiles: (org: string) => SweepFiles | null;
  readonly log: Log;
  /** Unix time in ms. */
  readonly nowMs: () => number;
}

/** Which hosts, counted over which time. */
export interface HostsQuery {
  readonly org: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The hosts of an organisation, and what their sensors said that they lost. */
export async function loadHosts(
  { events, knowledge, sweepFiles, log, nowMs }: HostParts,
  query: HostsQuery,
): Promise<{ readonly hosts: readonly Host[]; readonly coverage: readonly CoverageRow[] }> {
  const { org } = query;
  const now = nowMs();
  const [activity, coverage, containments] = await Promise.all([
    events.activity({
      ...{ ...query, sinceMs: Math.max(0, now - HEARD_WITHIN_MS) },
      hoursFromMs: Math.max(0, now - DAY_MS),
    }),
    events.coverage(query),
    containmentsOf(sweepFiles(org), log),
  ]);
  const [findings, swept] = [knowledge.findings(org), knowledge.sweptHosts(org)];
  return { hosts: assembleHosts({ activity, coverage, findings, swept, containments }), coverage };
}

/** A log that cannot be read must not hide the hosts; `vedette evidence verify` says what it is. */
async function containmentsOf(
  files: SweepFiles | null,
  log: Log,
): Promise<ReadonlyMap<string, LastContainment>> {
  try {
    return (await files?.lastContainments()) ?? new Map();
  } catch (error) {
    log('error', 'containments-unreadable', { cause: String(error) });
    return new Map();
  }
}
