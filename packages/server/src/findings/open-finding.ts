import { compareSeverities, type Severity } from '@vedette/core';

import { changeFinding, withLife } from './change-finding.ts';
import { coveringExpectation } from './covering-expectation.ts';
import type { ServerFinding } from './finding.ts';
import type { FindingChange } from './finding-change.ts';
import { findingId } from './finding-id.ts';
import { dropFinding, type OrgBook } from './findings-book.ts';
import type { KeptFinding } from './findings-state.ts';

/** A finding that is not in the book yet. */
export interface FreshFinding {
  readonly finding: Omit<ServerFinding, 'id' | 'life' | 'history'>;
  readonly key: string;
  readonly program: string;
  readonly checksAsked: number;
}

/**
 * Puts a new finding into the book: open, or expected where an expectation of a wider scope covers
 * it. Null where there is no room, which is counted.
 */
export function openFinding(
  book: OrgBook,
  fresh: FreshFinding,
  { atMs, findingsMax }: { readonly atMs: number; readonly findingsMax: number },
): FindingChange | null {
  if (!hasRoom(book, findingsMax, fresh.finding.severity)) {
    book.refused += 1;
    return null;
  }
  const id = findingId(book, fresh.finding, fresh.key);
  const opened = withLife(
    { ...fresh.finding, id, life: { state: 'open' }, history: [] },
    { state: 'open', atMs, because: 'new' },
  );
  const kept: KeptFinding = {
    ...{ finding: opened, keys: [fresh.key], program: fresh.program },
    ...{ coveredBy: null, changes: 0, checksAsked: fresh.checksAsked },
  };
  const covering = coveringExpectation(book, kept);
  if (covering === undefined) return changeFinding(book, kept, { kind: 'opened', atMs });
  const finding = withLife(opened, covering.finding.life);
  const covered = { ...kept, finding, coveredBy: covering.finding.id };
  return changeFinding(book, covered, { kind: 'expected', atMs });
}

/**
 * Gives up the resolved finding that was seen longest ago or, where all stand unresolved, one that
 * is less serious than the new one: a flood of what is small must not hide what is not. What is
 * expected stays, because it would be told of again; and of equals none makes room for another,
 * because two that recur would be told of in turn for ever.
 */
function hasRoom(book: OrgBook, findingsMax: number, severity: Severity): boolean {
  if (book.findings.size < findingsMax) return true;
  let least: KeptFinding | undefined;
  for (const kept of book.findings.values()) {
    const { life } = kept.finding;
    if (life.state === 'expected') continue;
    if (life.state !== 'resolved' && compareSeverities(severity, kept.finding.severity) >= 0)
      continue;
    if (least === undefined || isLess(kept.finding, least.finding)) least = kept;
  }
  if (least === undefined) return false;
  dropFinding(book, least);
  book.evicted += 1;
  return true;
}

/** Whether a finding is to be given up before another one. */
function isLess(a: ServerFinding, b: ServerFinding): boolean {
  const [isADone, isBDone] = [a.life.state === 'resolved', b.life.state === 'resolved'];
  if (isADone !== isBDone) return isADone;
  const severity = isADone ? 0 : compareSeverities(b.severity, a.severity);
  return (severity || a.lastMs - b.lastMs) < 0;
}
