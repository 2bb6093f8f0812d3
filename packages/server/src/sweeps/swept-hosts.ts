import type { HostReport, SweepReport } from '@vedette/sweep';

import { boundFacts, boundText } from '../findings/bound-text.ts';
import {
  BENIGN_KEPT,
  type BenignThing,
  COVERAGE_KEPT,
  type LastSweep,
  SWEEPS_KEPT,
  type SweptHost,
  type SweptHostsState,
  TAGS_KEPT,
} from './swept-host.ts';

/** Of one organisation; a host is some 4 kB in a checkpoint, 20 kB where all is at its bound. */
const HOSTS_MAX = 1_000;
const DAY_MS = 86_400_000;
/** A host that is in no sweep any more was taken out of the inventory. */
const FORGOTTEN_AFTER_MS = 30 * DAY_MS;
const NAME_CHARS_MAX = 255;
const TEXT_CHARS_MAX = 256;
const FACTS_MAX = 8;
const FACT_CHARS_MAX = 128;

/** The last sweeps of every host, made from the journal; changed by the fold, and by nothing else. */
export class SweptHosts {
  readonly #orgs: Map<string, Map<string, SweptHost>>;

  constructor(stored: SweptHostsState = []) {
    this.#orgs = new Map(
      stored.map(([org, hosts]) => [org, new Map(hosts.map((host) => [host.host, host]))]),
    );
  }

  /** Takes in a finished sweep. */
  take({
    org,
    report,
    receivedMs,
  }: {
    readonly org: string;
    readonly report: SweepReport;
    readonly receivedMs: number;
  }): void {
    const hosts = this.#orgs.get(org) ?? new Map<string, SweptHost>();
    this.#orgs.set(org, hosts);
    for (const host of report.hosts) {
      const name = boundText(host.name, NAME_CHARS_MAX);
      const before = hosts.get(name);
      hosts.delete(name);
      hosts.set(name, sweptHost(name, host, { receivedMs, before }));
    }
    for (const [name, { receivedMs: lastMs }] of hosts) {
      if (hosts.size <= HOSTS_MAX && lastMs >= receivedMs - FORGOTTEN_AFTER_MS) break;
      hosts.delete(name);
    }
  }

  /** The hosts of an organisation, the one that was swept longest ago first. */
  list(org: string): SweptHost[] {
    return [...(this.#orgs.get(org)?.values() ?? [])];
  }

  toState(): SweptHostsState {
    return [...this.#orgs].map(([org, hosts]) => [org, [...hosts.values()]]);
  }
}

function sweptHost(
  name: string,
  host: HostReport,
  { receivedMs, before }: { readonly receivedMs: number; readonly before: SweptHost | undefined },
): SweptHost {
  const last = lastSweep(host);
  const { slamDunk, ambiguous } = last.findings;
  const past = {
    ...{ atMs: last.atMs, status: last.status, findings: slamDunk + ambiguous },
    incomplete: Math.max(0, last.checksAsked - last.checks),
  };
  return {
    ...{ host: name, receivedMs, last, benign: benignOf(host) },
    sweeps: [...(before?.sweeps ?? []), past].slice(-SWEEPS_KEPT),
  };
}

function lastSweep(host: HostReport): LastSweep {
  const { status, checks, checksAsked, load1, durationMs, baseline, problem } = host;
  const blindFirst = host.coverage.toSorted(
    (a, b) => Number(b.effect === 'blind') - Number(a.effect === 'blind'),
  );
  const counted = (disposition: string): number =>
    host.findings.filter((finding) => finding.disposition === disposition).length;
  return {
    ...{ atMs: Math.max(0, Date.parse(host.startedAt)), status, checks, checksAsked, load1 },
    ...{ durationMs, baseline: { ...baseline } },
    coverage: blindFirst.slice(0, COVERAGE_KEPT).map(({ check, reason, effect }) => ({
      ...{ check: shortText(check), reason: shortText(reason), effect },
    })),
    findings: {
      slamDunk: counted('slam-dunk'),
      ambiguous: counted('ambiguous'),
      benign: counted('benign'),
    },
    problem:
      problem === undefined
        ? null
        : {
            code: shortText(problem.code),
            reason: shortText(problem.reason),
            next: shortText(problem.next),
          },
    note: host.note === undefined ? null : shortText(host.note),
    tags: (host.tags ?? []).slice(0, TAGS_KEPT).map(shortText),
  };
}

function benignOf({ findings }: HostReport): BenignThing[] {
  return findings
    .filter(({ disposition }) => disposition === 'benign')
    .slice(0, BENIGN_KEPT)
    .map(({ summary, facts }) => ({
      summary: shortText(summary),
      facts: boundFacts(
        Object.fromEntries(
          Object.entries(facts)
            .slice(0, FACTS_MAX)
            .map(([name, fact]) => [
              name,
              typeof fact === 'string' ? boundText(fact, FACT_CHARS_MAX) : fact,
            ]),
        ),
      ),
    }));
}

function shortText(text: string): string {
  return boundText(text, TEXT_CHARS_MAX);
}
