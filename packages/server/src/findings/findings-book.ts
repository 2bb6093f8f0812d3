import type { ServerFinding } from './finding.ts';
import type { FindingsState, KeptFinding, OrgFindings, ProcessTree } from './findings-state.ts';

/**
 * Findings of one organisation that are kept. Somebody who has as many unresolved ones has a
 * problem that no longer list would solve; one is about 2 kB in a checkpoint.
 */
const FINDINGS_MAX = 5_000;

/** Findings of one organisation in memory; changed in place by the folds, and by nothing else. */
export interface OrgBook {
  readonly org: string;
  /** By id, oldest first. */
  readonly findings: Map<string, KeptFinding>;
  /** Id by watch, subject and key. */
  readonly byKey: Map<string, string>;
  /** Trees in which something was found lately, the longest quiet first. */
  readonly trees: Set<ProcessTree>;
  /** Tree by host and process. */
  readonly byProcess: Map<string, ProcessTree>;
  evicted: number;
  refused: number;
  unknown: number;
}

/** All findings in memory. */
export interface FindingsBook {
  readonly orgs: Map<string, OrgBook>;
  readonly findingsMax: number;
}

/**
 * Findings as a checkpoint has them, or none yet.
 *
 * @example
 * const book = openFindings(checkpoint?.findings);
 * const { changes, finding } = foldScored(book, { org, event, verdict, threshold, … });
 * const stored = findingsState(book);
 */
export function openFindings(
  stored?: FindingsState,
  { findingsMax = FINDINGS_MAX }: { readonly findingsMax?: number } = {},
): FindingsBook {
  const orgs = new Map((stored?.orgs ?? []).map((one) => [one.org, openOrg(one)]));
  return { orgs, findingsMax };
}

/** The book as plain data; the same book gives the same data. */
export function findingsState({ orgs }: FindingsBook): FindingsState {
  const names = [...orgs.keys()].toSorted();
  return {
    orgs: names.flatMap((name) => {
      const book = orgs.get(name);
      if (book === undefined) return [];
      const { org, findings, trees, evicted, refused, unknown } = book;
      const copied = [...trees].map((tree) => ({ ...tree, processes: [...tree.processes] }));
      return [{ org, findings: [...findings.values()], trees: copied, evicted, refused, unknown }];
    }),
  };
}

/** Every finding of an organisation, in no order that means anything; they never change in place. */
export function listFindings({ orgs }: FindingsBook, org: string): ServerFinding[] {
  return [...(orgs.get(org)?.findings.values() ?? [])].map(({ finding }) => finding);
}

/** The findings of an organisation, made when it has none yet. */
export function bookOf({ orgs }: FindingsBook, org: string): OrgBook {
  const known = orgs.get(org);
  if (known !== undefined) return known;
  const opened = openOrg({ org, findings: [], trees: [], evicted: 0, refused: 0, unknown: 0 });
  orgs.set(org, opened);
  return opened;
}

/** What a finding is known again by. */
export function keyOf(of: Pick<ServerFinding, 'watch' | 'subject'>, key: string): string {
  return JSON.stringify([of.watch, of.subject, key]);
}

/** Puts a finding into the book, in its old place where it has one. */
export function putFinding(book: OrgBook, kept: KeptFinding): void {
  const { finding, keys } = kept;
  book.findings.set(finding.id, kept);
  for (const key of keys) book.byKey.set(keyOf(finding, key), finding.id);
}

/** Forgets a finding and what it was known by. */
export function dropFinding(book: OrgBook, { finding, keys }: KeptFinding): void {
  book.findings.delete(finding.id);
  for (const key of keys) book.byKey.delete(keyOf(finding, key));
}

function openOrg(stored: OrgFindings): OrgBook {
  const { org, evicted, refused, unknown } = stored;
  const trees = new Set(stored.trees.map((tree) => ({ ...tree, processes: [...tree.processes] })));
  const byProcess = new Map<string, ProcessTree>();
  for (const tree of trees) for (const name of tree.processes) byProcess.set(name, tree);
  const book: OrgBook = {
    ...{ org, evicted, refused, unknown, trees, byProcess },
    findings: new Map(),
    byKey: new Map(),
  };
  for (const kept of stored.findings) putFinding(book, kept);
  return book;
}
