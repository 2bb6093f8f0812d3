import { createHash } from 'node:crypto';

import type { FindingLife, ServerFinding } from './finding.ts';
import type { FindingChange, FindingChangeKind } from './finding-change.ts';
import { type OrgBook, putFinding } from './findings-book.ts';
import type { KeptFinding } from './findings-state.ts';

/** As long as `ServerFinding.history` may be; the oldest go first. */
const HISTORY_MAX = 64;
const ID_DIGITS = 32;

/** Writes a change of a finding into the book, and says it. */
export function changeFinding(
  book: OrgBook,
  kept: KeptFinding,
  { kind, atMs }: { readonly kind: FindingChangeKind; readonly atMs: number },
): FindingChange {
  const { finding, changes } = kept;
  putFinding(book, { ...kept, changes: changes + 1 });
  // With the journal's time: a finding that was given up and came back begins to count anew.
  const name = JSON.stringify([book.org, finding.id, atMs, changes]);
  const id = createHash('sha256').update(name).digest('hex').slice(0, ID_DIGITS);
  return { id, kind, atMs, finding };
}

/** The finding with a new life, which is the newest of its history. */
export function withLife(finding: ServerFinding, life: FindingLife): ServerFinding {
  return { ...finding, life, history: [...finding.history, life].slice(-HISTORY_MAX) };
}
