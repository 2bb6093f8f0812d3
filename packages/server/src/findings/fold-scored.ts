import type { ExecutionEvent } from '@vedette/core';
import type { ExecutionVerdict } from '@vedette/executions';

import { boundArguments, boundReasons, boundText } from './bound-text.ts';
import { executionSummary } from './execution-summary.ts';
import type { FindingChange } from './finding-change.ts';
import { bookOf, type FindingsBook, keyOf, type OrgBook } from './findings-book.ts';
import type { KeptFinding } from './findings-state.ts';
import { joinFinding } from './join-finding.ts';
import { type FreshFinding, openFinding } from './open-finding.ts';
import { followTree, treeOf } from './process-trees.ts';
import { seeAgain } from './see-again.ts';
import { severityOfScore } from './severity-of-score.ts';

/** An event with what the scorer said of it. */
export interface ScoredEvent {
  readonly org: string;
  /** Of the journal entry, and in it. */
  readonly position: number;
  readonly index: number;
  readonly event: ExecutionEvent;
  readonly verdict: Pick<ExecutionVerdict, 'score' | 'p' | 'state' | 'reasons' | 'nearest'>;
  /** The score from which on the workload alerts. */
  readonly threshold: number;
  readonly shapeKey: string;
  readonly receivedMs: number;
}

/** What folding one thing came to. */
export interface Folded {
  readonly changes: readonly FindingChange[];
  /** The finding that the event belongs to, for its row. */
  readonly finding: string | null;
}

const NOTHING: Folded = { changes: [], finding: null };

/**
 * From this share of the threshold on, what happens in a tree in which something was found belongs
 * to the finding, so that it can be read as a whole. It never makes one: added up, the scores of a tree find
 * less at the same cost (`npm run bench -- quality`, the rows of process trees).
 */
const CONTEXT_SHARE = 0.5;
/** A host name of DNS has at most so many. */
const HOST_MAX = 255;

/**
 * Folds one scored event into the findings, changing the book in place. What reaches the threshold
 * in a workload that has learned is a finding by its shape; several such in one process tree within
 * minutes are one finding.
 */
export function foldScored(findings: FindingsBook, scored: ScoredEvent): Folded {
  const { event, verdict, threshold, receivedMs } = scored;
  const book = bookOf(findings, scored.org);
  const tree = treeOf(book, event);
  const alerts = verdict.state === 'watching' && verdict.score >= threshold;
  if (!alerts) {
    const isContext = tree !== undefined && verdict.score >= threshold * CONTEXT_SHARE;
    return isContext ? { changes: [], finding: tree.finding } : NOTHING;
  }
  const fresh = freshFinding(scored);
  const known = knownFinding(book, fresh);
  if (known !== undefined) {
    const { finding } = fresh;
    const seen = {
      host: boundText(event.host, HOST_MAX),
      timeMs: finding.lastMs,
      atMs: receivedMs,
      newest: false,
    };
    const changes = seeAgain(book, known, { again: finding, ...seen });
    followTree(book, event, { tree, finding: known.finding.id, receivedMs });
    return { changes, finding: known.finding.id };
  }
  const joined = tree === undefined ? null : joinFinding(book, tree.finding, fresh, receivedMs);
  const { findingsMax } = findings;
  const change = joined ?? openFinding(book, fresh, { atMs: receivedMs, findingsMax });
  if (change === null) return NOTHING;
  followTree(book, event, { tree, finding: change.finding.id, receivedMs });
  return { changes: [change], finding: change.finding.id };
}

function knownFinding(book: OrgBook, { finding, key }: FreshFinding): KeptFinding | undefined {
  return book.findings.get(book.byKey.get(keyOf(finding, key)) ?? '');
}

function freshFinding(scored: ScoredEvent): FreshFinding {
  const { org, event, verdict, shapeKey, receivedMs } = scored;
  const { score, p, reasons, nearest } = verdict;
  // A host may send any time; none that is later than when it came.
  const timeMs = Math.min(Math.floor(event.t), receivedMs);
  return {
    key: shapeKey,
    program: boundText(event.exe),
    checksAsked: 0,
    finding: {
      ...{ watch: 'executions', org, subject: event.workload, disposition: 'ambiguous' },
      severity: severityOfScore(score, p),
      score,
      summary: executionSummary(event, reasons),
      reasons: boundReasons(reasons),
      facts: factsOf(event, p),
      nearest:
        nearest === null
          ? null
          : { argv: boundArguments(nearest.argv), distance: nearest.distance },
      ...{ attack: [], evidence: null, count: 1, hosts: [boundText(event.host, HOST_MAX)] },
      ...{ firstMs: timeMs, lastMs: timeMs },
    },
  };
}

function factsOf(event: ExecutionEvent, p: number): FreshFinding['finding']['facts'] {
  const { host, exe, parent, cwd, image, unit, container, id } = event;
  const texts = { host, exe, parent, cwd, image, unit, container, process: id };
  const kept = Object.entries(texts).flatMap(([name, text]): [string, string][] =>
    text === undefined || text === '' ? [] : [[name, boundText(text)]],
  );
  const { pid, ppid, uid } = event;
  return { argv: boundArguments(event.argv), ...Object.fromEntries(kept), pid, ppid, uid, p };
}
