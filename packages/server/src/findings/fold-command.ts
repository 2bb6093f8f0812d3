import type { Command } from '../command.ts';
import { changeFinding, withLife } from './change-finding.ts';
import { covers } from './covering-expectation.ts';
import type { FindingLife } from './finding.ts';
import type { FindingChange, FindingChangeKind } from './finding-change.ts';
import { bookOf, type FindingsBook, keyOf, type OrgBook } from './findings-book.ts';
import type { KeptFinding } from './findings-state.ts';
import { coveredOf, reopen } from './reopen-finding.ts';

/** What a person asked for, as it is in the journal. */
export interface AskedFor {
  readonly org: string;
  readonly by: string;
  readonly command: Command;
  readonly receivedMs: number;
}

/**
 * Folds what a person asked for into the findings, changing the book in place. A command about a
 * finding that is not there is counted; one that is about no finding changes nothing here, but that
 * a command confirmed as normal is resolved.
 */
export function foldCommand(
  findings: FindingsBook,
  { org, by, command, receivedMs: atMs }: AskedFor,
): { readonly changes: readonly FindingChange[] } {
  const book = bookOf(findings, org);
  if (command.do === 'confirm-shape') {
    return { changes: resolveConfirmed(book, command, { by, atMs }) };
  }
  if (!('finding' in command)) return { changes: [] };
  const kept = book.findings.get(command.finding);
  if (kept === undefined) {
    book.unknown += 1;
    return { changes: [] };
  }
  if (command.do === 'reopen') return { changes: reopen(book, kept, { atMs, because: 'asked' }) };
  return { changes: live(book, kept, { command, by, atMs }) };
}

type Decision = Extract<Command, { do: 'acknowledge' | 'resolve' | 'expect' }>;

const KINDS: Readonly<Record<Decision['do'], FindingChangeKind>> = {
  acknowledge: 'acknowledged',
  resolve: 'closed',
  expect: 'expected',
};

/**
 * A new life of one finding. What stood under its old expectation stands under the new one, or is
 * open: nothing stays silent for an expectation that is no more.
 */
function live(
  book: OrgBook,
  kept: KeptFinding,
  asked: { readonly command: Decision; readonly by: string; readonly atMs: number },
): FindingChange[] {
  const { command, atMs } = asked;
  const finding = withLife(kept.finding, lifeOf(asked));
  const next = { ...kept, finding, coveredBy: null };
  const change = changeFinding(book, next, { kind: KINDS[command.do], atMs });
  return [change, ...standAnew(book, next, atMs)];
}

function standAnew(book: OrgBook, kept: KeptFinding, atMs: number): FindingChange[] {
  const { life } = kept.finding;
  return coveredOf(book, kept).flatMap((covered) => {
    if (!covers(kept, covered)) return reopen(book, covered, { atMs, because: 'asked' });
    const finding = withLife(covered.finding, life);
    return [changeFinding(book, { ...covered, finding }, { kind: 'expected', atMs })];
  });
}

function lifeOf({
  command,
  by,
  atMs,
}: {
  readonly command: Decision;
  readonly by: string;
  readonly atMs: number;
}): FindingLife {
  if (command.do === 'expect') {
    const { reason, owner, scope, untilMs } = command;
    return { state: 'expected', by, atMs, reason, owner, scope, untilMs };
  }
  const state = command.do === 'acknowledge' ? 'acknowledged' : 'resolved';
  return { state, by, atMs, note: command.note ?? null };
}

/** A finding that is about nothing but what is now known to be normal has no object any more. */
function resolveConfirmed(
  book: OrgBook,
  { workload, shape }: Extract<Command, { do: 'confirm-shape' }>,
  { by, atMs }: { readonly by: string; readonly atMs: number },
): FindingChange[] {
  const key = keyOf({ watch: 'executions', subject: workload }, shape);
  const kept = book.findings.get(book.byKey.get(key) ?? '');
  if (kept === undefined || kept.keys.length > 1) return [];
  if (kept.finding.life.state === 'resolved') return [];
  const life = { state: 'resolved', by, atMs, note: 'confirmed as normal' } as const;
  const next = { ...kept, finding: withLife(kept.finding, life), coveredBy: null };
  return [changeFinding(book, next, { kind: 'closed', atMs }), ...standAnew(book, next, atMs)];
}
