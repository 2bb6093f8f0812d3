import { compareDispositions, compareSeverities } from '@vedette/core';
import type { Finding, HostReport, SweepReport } from '@vedette/sweep';

import { boundFacts, boundReasons, boundText } from './bound-text.ts';
import { changeFinding, withLife } from './change-finding.ts';
import type { FindingChange } from './finding-change.ts';
import { bookOf, type FindingsBook, keyOf, type OrgBook, putFinding } from './findings-book.ts';
import { openFinding, type FreshFinding } from './open-finding.ts';
import { seeAgain } from './see-again.ts';

/** As many techniques as one finding tells of. */
const ATTACK_MAX = 16;
const BY_SWEEP = 'sweep';
/** What is expected now and then stays expected while it is not there. */
const GOES_AWAY: ReadonlySet<string> = new Set(['open', 'acknowledged']);

/** A finished sweep, as it is in the journal. */
export interface FinishedSweep {
  readonly org: string;
  readonly report: SweepReport;
  readonly receivedMs: number;
}

/**
 * Folds a sweep into the findings, changing the book in place. What is there is open; what is no
 * longer there in a sweep that saw the whole host is resolved. A host that was not, or not wholly,
 * seen resolves nothing.
 */
export function foldSweep(
  findings: FindingsBook,
  { org, report, receivedMs }: FinishedSweep,
): { readonly changes: readonly FindingChange[] } {
  const book = bookOf(findings, org);
  const { findingsMax } = findings;
  const changes = report.hosts.flatMap((host) => {
    const alike = groupAlike(host);
    const found = [...alike.values()].flatMap((findings) =>
      foldFound(book, freshFinding(org, host, findings), { atMs: receivedMs, findingsMax }),
    );
    const seen = new Set(alike.keys());
    return [...found, ...(isWhole(host) ? resolveGone(book, host, seen, receivedMs) : [])];
  });
  return { changes };
}

/** What alerts, by what it is known again by: ten processes of one program are one finding. */
function groupAlike({ findings }: HostReport): Map<string, [Finding, ...Finding[]]> {
  const alike = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    if (finding.disposition === 'benign') continue;
    const key = boundText(finding.fingerprint);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, [finding]);
    else if (isWorse(finding, known[0])) known.unshift(finding);
    else known.push(finding);
  }
  return alike;
}

function isWorse(a: Finding, b: Finding): boolean {
  const severity = compareSeverities(a.severity, b.severity);
  const disposition = compareDispositions(a.disposition, b.disposition);
  return (disposition || severity || b.score - a.score) < 0;
}

function foldFound(
  book: OrgBook,
  fresh: FreshFinding,
  to: { readonly atMs: number; readonly findingsMax: number },
): FindingChange[] {
  const { finding, key, checksAsked } = fresh;
  const id = book.byKey.get(keyOf(finding, key)) ?? '';
  const known = book.findings.get(id);
  if (known === undefined) {
    const opened = openFinding(book, fresh, to);
    return opened === null ? [] : [opened];
  }
  const seen = { host: finding.subject, timeMs: finding.lastMs, atMs: to.atMs, newest: true };
  const changes = seeAgain(book, known, { again: finding, ...seen });
  const now = book.findings.get(id);
  if (now !== undefined) putFinding(book, { ...now, checksAsked });
  return changes;
}

/** Whether all that was asked for was seen, so that what is not there is known to be gone. */
function isWhole({ status, coverage, checks, checksAsked }: HostReport): boolean {
  const saw = status === 'clean' || status === 'findings';
  const blind = coverage.some(({ effect }) => effect === 'blind');
  return saw && !blind && checks >= checksAsked;
}

function resolveGone(
  book: OrgBook,
  host: HostReport,
  seen: ReadonlySet<string>,
  atMs: number,
): FindingChange[] {
  const gone = [...book.findings.values()].filter(
    ({ finding, keys, checksAsked }) =>
      finding.watch === 'sweep' &&
      finding.subject === host.name &&
      GOES_AWAY.has(finding.life.state) &&
      // A sweep of fewer checks than found it may not have looked.
      host.checksAsked >= checksAsked &&
      !keys.some((key) => seen.has(key)),
  );
  return gone.map((kept) => {
    const life = { state: 'resolved', by: BY_SWEEP, atMs, note: null } as const;
    const finding = withLife(kept.finding, life);
    return changeFinding(book, { ...kept, finding }, { kind: 'closed', atMs });
  });
}

/** The worst of those alike, and how many there are. */
function freshFinding(
  org: string,
  host: HostReport,
  alike: readonly [Finding, ...Finding[]],
): FreshFinding {
  const [found] = alike;
  const timeMs = Date.parse(host.startedAt);
  const { check, checks, subject, next, contained } = found;
  const more = {
    ...{ check, checks, subject, next },
    ...(alike.length > 1 && { alike: alike.length }),
    ...(contained && { contained: contained.text }),
  };
  return {
    key: boundText(found.fingerprint),
    program: boundText(check),
    checksAsked: host.checksAsked,
    finding: {
      ...{ watch: 'sweep', org, subject: host.name },
      disposition: found.disposition === 'slam-dunk' ? 'slam-dunk' : 'ambiguous',
      severity: found.severity,
      score: found.score,
      summary: boundText(found.summary),
      reasons: boundReasons(found.reasons),
      facts: boundFacts({ ...more, ...found.facts }),
      nearest: null,
      attack: found.attack.slice(0, ATTACK_MAX).map((technique) => boundText(technique)),
      evidence: contained?.evidence ?? null,
      ...{ count: 1, hosts: [host.name], firstMs: timeMs, lastMs: timeMs },
    },
  };
}
