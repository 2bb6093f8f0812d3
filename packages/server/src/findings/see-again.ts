import { compareSeverities } from '@vedette/core';

import { changeFinding, withLife } from './change-finding.ts';
import type { ServerFinding } from './finding.ts';
import type { FindingChange } from './finding-change.ts';
import { type OrgBook, putFinding } from './findings-book.ts';
import type { KeptFinding } from './findings-state.ts';

/** As many as `ServerFinding.hosts` may have. */
const HOSTS_MAX = 64;

/** What one more occurrence says: the severity is its own, the rest replaces what was said. */
export type Again = Pick<
  ServerFinding,
  'severity' | 'score' | 'summary' | 'reasons' | 'facts' | 'nearest' | 'attack'
> &
  Pick<ServerFinding, 'disposition' | 'evidence'>;

/**
 * One more occurrence of what a finding is about. A resolved one is open again; one that is more
 * serious than before is raised, which ends no expectation and no acknowledgement by itself.
 *
 * @param newest whether what is said of it replaces what was said, as for the state of a host; else
 *   only what scores higher does
 */
export function seeAgain(
  book: OrgBook,
  kept: KeptFinding,
  seen: {
    readonly again: Again;
    readonly host: string;
    readonly timeMs: number;
    readonly atMs: number;
    readonly newest: boolean;
  },
): FindingChange[] {
  const { again, host, timeMs, atMs } = seen;
  const { finding } = kept;
  const returned = finding.life.state === 'resolved';
  const raised = compareSeverities(again.severity, finding.severity) < 0;
  const told = returned || raised || seen.newest || again.score > finding.score;
  const severity = raised || returned ? again.severity : finding.severity;
  const next: ServerFinding = {
    ...finding,
    ...(told ? { ...again, facts: withAlso(again.facts, finding.facts) } : {}),
    ...{ severity, score: Math.max(finding.score, again.score) },
    evidence: again.evidence ?? finding.evidence,
    count: finding.count + 1,
    hosts: withHost(finding.hosts, host),
    firstMs: Math.min(finding.firstMs, timeMs),
    lastMs: Math.max(finding.lastMs, timeMs),
  };
  if (returned) {
    const open = withLife(next, { state: 'open', atMs, because: 'returned' });
    return [changeFinding(book, { ...kept, finding: open }, { kind: 'reopened', atMs })];
  }
  if (raised) return [changeFinding(book, { ...kept, finding: next }, { kind: 'raised', atMs })];
  putFinding(book, { ...kept, finding: next });
  return [];
}

/** What else was new in the process tree stays part of the story. */
function withAlso(facts: Again['facts'], { also }: Again['facts']): Again['facts'] {
  return also === undefined ? facts : { ...facts, also };
}

function withHost(hosts: readonly string[], host: string): string[] {
  if (hosts.includes(host) || hosts.length >= HOSTS_MAX) return [...hosts];
  return [...hosts, host];
}
