import { escapeText, type SensorCoverage } from '@vedette/core';

import type { Host } from '../hosts/host.ts';
import type { BlindSpot } from './health.ts';
import { hostBlindSpots } from './host-blind-spots.ts';

const SPOTS_MAX = 200;
const LEARNING_NAMED = 20;

/** What blind spots are told from. */
export interface Seen {
  readonly hosts: readonly Host[];
  readonly workloads: readonly {
    readonly workload: string;
    readonly state: 'learning' | 'watching';
  }[];
  /** Of all sensors; null where none told any. */
  readonly coverage: SensorCoverage | null;
  /** What does not work now, by what it is. */
  readonly problems: Readonly<Record<string, string>>;
  readonly sweeps: { readonly everyMs: number; readonly lastProblem: string | null } | null;
  readonly signIns: { readonly assessed: number; readonly unjudged: number };
  /** Events that were taken and found no room among the workloads. */
  readonly refusedEvents: number;
  readonly rejectedRecords: number;
  readonly nowMs: number;
}

/** Everything that is not seen, worst first: what does not work, then hosts, then the rest. */
export function blindSpots(seen: Seen): BlindSpot[] {
  const { hosts, sweeps, nowMs } = seen;
  const everyMs = sweeps?.everyMs ?? null;
  return [
    ...problemSpots(seen),
    ...lossSpots(seen),
    ...hosts.flatMap((host) => hostBlindSpots(host, { everyMs, nowMs })),
    ...sweepSpots(seen),
    ...learningSpots(seen),
    ...signInSpots(seen),
  ].slice(0, SPOTS_MAX);
}

function everywhere(what: string, why: string, next: string): BlindSpot {
  return { host: null, what, why, next };
}

function problemSpots({ problems }: Seen): BlindSpot[] {
  return Object.entries(problems).map(([what, problem]) =>
    everywhere(what, escapeText(problem), 'see the log of the server; what came is kept meanwhile'),
  );
}

function lossSpots({ coverage, refusedEvents, rejectedRecords }: Seen): BlindSpot[] {
  const spots: BlindSpot[] = [];
  if (refusedEvents > 0)
    spots.push(
      everywhere(
        'executions',
        `${refusedEvents} events were of workloads beyond those that are learned`,
        'look at the names of workloads: a host may be inventing them',
      ),
    );
  if (rejectedRecords > 0)
    spots.push(
      everywhere(
        'executions',
        `${rejectedRecords} records were not in the form that is read, and were left out`,
        'see that senders are of the same version as the server',
      ),
    );
  const refused = coverage?.refused.events ?? 0;
  if (refused > 0)
    spots.push(
      everywhere(
        'executions',
        `${refused} events were refused for good when sensors sent them`,
        'sensors keep them: restart one to send them again',
      ),
    );
  return spots;
}

function sweepSpots({ hosts, sweeps }: Seen): BlindSpot[] {
  if (sweeps === null)
    return [
      everywhere(
        'sweeps',
        'this server makes no sweeps of your hosts',
        'start it with --sweep, or run vedette sweep',
      ),
    ];
  if (sweeps.lastProblem === null || hosts.some(({ sweep }) => sweep?.problem)) return [];
  const why = `the last sweep failed: ${escapeText(sweeps.lastProblem)}`;
  return [everywhere('sweeps', why, 'see the inventory and the log of the server')];
}

function learningSpots({ workloads }: Seen): BlindSpot[] {
  const learning = workloads.filter(({ state }) => state === 'learning');
  const named = learning
    .slice(0, LEARNING_NAMED)
    .map(({ workload }) =>
      everywhere(
        'workload',
        `${escapeText(workload)} is still being learned: nothing that it does alerts`,
        'wait, or end its learning',
      ),
    );
  const more = learning.length - named.length;
  if (more <= 0) return named;
  return [...named, everywhere('workload', `${more} more are still being learned`, 'wait')];
}

function signInSpots({ signIns }: Seen): BlindSpot[] {
  const { assessed, unjudged } = signIns;
  if (assessed === 0 && unjudged === 0)
    return [
      everywhere(
        'sign-ins',
        'no application has reported a sign-in since the server was started',
        'add the plugin to the application: docs/guides/better-auth.md',
      ),
    ];
  if (unjudged === 0) return [];
  return [
    everywhere(
      'sign-ins',
      `${unjudged} sign-ins went on without being judged since the server was started`,
      'see the log of the server',
    ),
  ];
}
