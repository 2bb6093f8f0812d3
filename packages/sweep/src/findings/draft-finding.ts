import {
  compareDispositions,
  compareSeverities,
  type Reason,
  scoreOf,
  sortReasons,
} from '@vedette/core';

import type { Check } from '../checks/check.ts';
import type { EvidenceTable } from '../checks/evidence.ts';
import type { CheckVerdict } from '../judge/judge-evidence.ts';
import { CONTROLLER_EVIDENCE } from './controller-evidence.ts';
import { fillText } from './fill-text.ts';
import type { Change, Facts, Finding } from './finding.ts';
import { digest, findingId } from './finding-id.ts';

/** The checks and evidence that a sweep is judged by. */
export interface Catalog {
  readonly checks: readonly Check[];
  readonly evidence: EvidenceTable;
}

/** What a finding is made of. */
export interface FindingParts {
  readonly verdicts: readonly CheckVerdict[];
  readonly evidence: readonly string[];
  readonly held: readonly string[];
  readonly failed: readonly string[];
  /** Reasons that only the controller has. */
  readonly added: readonly Reason[];
  readonly facts: Facts;
  readonly subject: string;
  readonly identity: readonly string[];
  readonly fingerprint: readonly string[];
  readonly change?: Change | undefined;
  readonly firstSeen: string;
}

/**
 * Puts a finding into words: the most serious verdict leads, every known evidence code becomes a
 * reason, and the lead check's sentences are filled from the facts.
 *
 * @throws TypeError without a verdict, or when the leading check is not in the catalog.
 */
export function draftFinding(parts: FindingParts, catalog: Catalog): Finding {
  const verdicts = parts.verdicts.toSorted(compareVerdicts);
  const [lead] = verdicts;
  if (lead === undefined) throw new TypeError('a finding needs a verdict');
  const fired = verdicts.map((verdict) => checkNamed(verdict.check, catalog));
  const [check] = fired;
  if (check === undefined) throw new TypeError('a finding needs a check');
  const codes = new Set([...parts.evidence, ...parts.held]);
  const reasons = sortReasons([
    ...[...codes].flatMap((code) => explainCode(code, parts.facts, catalog.evidence)),
    ...parts.added,
  ]);
  return {
    id: findingId(parts.identity),
    fingerprint: digest(parts.fingerprint),
    check: lead.check,
    checks: verdicts.map((verdict) => verdict.check),
    subject: parts.subject,
    disposition: lead.disposition,
    severity: lead.severity,
    score: scoreOf(reasons),
    summary: fillText(check.summary, parts.facts),
    reasons,
    facts: parts.facts,
    proofs: proofsOf(parts, catalog.evidence),
    attack: [...new Set(fired.flatMap((each) => each.attack))],
    next: fillText(check.next, parts.facts),
    ...(parts.change === undefined ? {} : { change: parts.change }),
    firstSeen: parts.firstSeen,
  };
}

/** A reason that the controller adds, with its text filled. */
export function controllerReason(
  code: keyof typeof CONTROLLER_EVIDENCE,
  facts: Facts = {},
): Reason {
  const { contribution, text } = CONTROLLER_EVIDENCE[code];
  return { code, contribution, text: fillText(text, facts) };
}

/** Most serious first; equal ones by name, so that the order of records does not matter. */
export function compareVerdicts(a: CheckVerdict, b: CheckVerdict): number {
  return (
    compareDispositions(a.disposition, b.disposition) ||
    compareSeverities(a.severity, b.severity) ||
    (a.check < b.check ? -1 : a.check > b.check ? 1 : 0)
  );
}

function explainCode(code: string, facts: Facts, evidence: EvidenceTable): Reason[] {
  const known = Object.hasOwn(evidence, code) ? evidence[code] : undefined;
  if (known === undefined) return [];
  return [{ code, contribution: known.contribution, text: fillText(known.text, facts) }];
}

function proofsOf({ held, failed }: FindingParts, evidence: EvidenceTable): Finding['proofs'] {
  const known = (code: string): boolean => Object.hasOwn(evidence, code);
  return [
    ...held.filter(known).map((code) => ({ code, outcome: 'held' as const })),
    ...failed.filter(known).map((code) => ({ code, outcome: 'failed' as const })),
  ];
}

function checkNamed(id: string, { checks }: Catalog): Check {
  const check = checks.find((candidate) => candidate.id === id);
  if (check === undefined) throw new TypeError(`no such check: ${id}`);
  return check;
}
