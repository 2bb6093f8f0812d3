import type { Command } from '../command.ts';
import type { AlertingChoice } from '../engine/alerting.ts';
import type { ServerFinding } from '../findings/finding.ts';
import type { Search } from '../search/search-events.ts';
import type { Audit } from '../audit/audit.ts';
import type { Containment } from '../containment/containment.ts';
import type { LoginCodes } from '../sessions/login-codes.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { EventStore } from '../store/events/event-store.ts';
import type { SweepControl } from '../sweeps/sweep-control.ts';
import type { SweepFiles } from '../sweeps/sweep-files.ts';
import type { SweptHost } from '../sweeps/swept-host.ts';
import type { ServerLevels } from '../health/load-health.ts';
import type { AcceptBatch } from './accept-batch.ts';
import type { Caller } from './caller.ts';
import type { Log } from '../log.ts';
import type { ReadinessCheck } from './readiness.ts';
import type { ServerMetrics } from './metrics.ts';
import type { WorkloadDetail, WorkloadSummary } from './workload-schemas.ts';

/** What the engine has made of the journal so far: read, never waited for. */
export interface Knowledge {
  /** Every finding of an organisation, in no order. */
  findings(org: string): readonly ServerFinding[];
  workloads(org: string): readonly WorkloadSummary[];
  workload(org: string, name: string): WorkloadDetail | undefined;
  /** The score from which on a workload would alert by another choice; undefined without one. */
  thresholdBy(org: string, workload: string, choice: AlertingChoice): number | undefined;
  /** The last sweeps of an organisation's hosts. */
  sweptHosts(org: string): readonly SweptHost[];
}

/** Puts what a person asked for into the journal; resolves when its effect can be read. */
export type Ask = (order: {
  readonly org: string;
  readonly by: string;
  readonly command: Command;
}) => Promise<void>;

/** Everything that the HTTP API stands on. */
export interface ApiParts {
  /** Whose token it is; undefined for nobody's. */
  readonly authenticate: (token: string) => Caller | undefined | Promise<Caller | undefined>;
  /** Browsers that somebody has logged in with. */
  readonly sessions: Sessions;
  readonly loginCodes: LoginCodes;
  readonly audit: Audit;
  /** Null where the server does not know the hosts. */
  readonly containment: Containment | null;
  readonly accept: AcceptBatch;
  readonly events: Pick<
    EventStore,
    | 'list'
    | 'find'
    | 'histogram'
    | 'facet'
    | 'coverage'
    | 'activity'
    | 'scores'
    | 'strangest'
    | 'alertDays'
    | 'sizes'
  >;
  readonly knowledge: Knowledge;
  readonly search: Search;
  readonly ask: Ask;
  /** Null where the server makes no sweeps of an organisation's hosts. */
  readonly sweeps: (org: string) => SweepControl | null;
  /** What such sweeps keep in files of their own. */
  readonly sweepFiles: (org: string) => SweepFiles | null;
  readonly levels: () => ServerLevels;
  readonly readiness: readonly ReadinessCheck[];
  readonly metrics: ServerMetrics;
  readonly log: Log;
  /** Unix time in ms. */
  readonly nowMs: () => number;
  readonly version: string;
}
