import { compareSeverities } from '@vedette/core';

import { changeFinding } from './change-finding.ts';
import type { ServerFinding } from './finding.ts';
import type { FindingChange } from './finding-change.ts';
import type { OrgBook } from './findings-book.ts';
import { KEYS_MAX } from './findings-state.ts';
import type { FreshFinding } from './open-finding.ts';

const ALSO_MAX = 16;

/**
 * Adds something new to the finding of its process tree, as one of what it is about. Null where
 * that is not open: what a person has seen, expects or has closed must not swallow something else.
 */
export function joinFinding(
  book: OrgBook,
  id: string,
  { finding: fresh, key }: FreshFinding,
  atMs: number,
): FindingChange | null {
  const kept = book.findings.get(id);
  if (kept === undefined || kept.keys.length >= KEYS_MAX) return null;
  const { finding } = kept;
  if (finding.life.state !== 'open' || finding.watch !== fresh.watch) return null;
  if (finding.subject !== fresh.subject) return null;
  const raised = compareSeverities(fresh.severity, finding.severity) < 0;
  const top = fresh.score > finding.score ? fresh : finding;
  const other = top === fresh ? finding : fresh;
  const next: ServerFinding = {
    ...finding,
    ...{ score: top.score, summary: top.summary, reasons: top.reasons, nearest: top.nearest },
    severity: raised ? fresh.severity : finding.severity,
    facts: { ...top.facts, also: alsoOf(finding, other) },
    count: finding.count + 1,
    hosts: [...new Set([...finding.hosts, ...fresh.hosts])].slice(0, KEYS_MAX),
    firstMs: Math.min(finding.firstMs, fresh.firstMs),
    lastMs: Math.max(finding.lastMs, fresh.lastMs),
  };
  const joined = { ...kept, finding: next, keys: [...kept.keys, key] };
  return changeFinding(book, joined, { kind: raised ? 'raised' : 'joined', atMs });
}

/** Summaries of the other new things in the tree, the latest last. */
function alsoOf({ facts }: ServerFinding, { summary }: Pick<ServerFinding, 'summary'>): string[] {
  const { also } = facts;
  const before = Array.isArray(also) ? also : [];
  return [...before, summary].slice(-ALSO_MAX);
}
