import type { ExecutionEvent } from '@vedette/core';

import { boundText } from './bound-text.ts';
import type { OrgBook } from './findings-book.ts';
import { PROCESSES_MAX, type ProcessTree } from './findings-state.ts';

/** How long after the last thing found in a tree the next belongs to it: an intruder's session. */
export const TREE_QUIET_MS = 10 * 60_000;
/** Trees of one organisation that are followed at a time; beyond, the longest quiet is let go. */
const TREES_MAX = 1_000;
/** What has no parent, or one that is the parent of everything, says nothing about its siblings. */
const INIT_PID = 1;
const NAME_MAX = 128;

/**
 * The tree in which something was found lately and that an event belongs to: its process or its
 * parent is one of it. Nothing is changed but that the process is now known to descend from there.
 */
export function treeOf(book: OrgBook, event: ExecutionEvent): ProcessTree | undefined {
  if (book.trees.size === 0) return undefined;
  const own = processName(event);
  const parent = parentName(event);
  const tree =
    book.byProcess.get(own) ?? (parent === null ? undefined : book.byProcess.get(parent));
  if (tree === undefined || tree.workload !== event.workload) return undefined;
  // The clock of a host may be set back; what is long ago or far ahead is another story.
  if (Math.abs(event.t - tree.lastMs) > TREE_QUIET_MS) return undefined;
  addProcess(book, tree, own);
  return tree;
}

/** Follows the tree of an event from now on: its process, its parent, and what descends of both. */
export function followTree(
  book: OrgBook,
  event: ExecutionEvent,
  {
    tree,
    finding,
    receivedMs,
  }: {
    readonly tree: ProcessTree | undefined;
    readonly finding: string;
    readonly receivedMs: number;
  },
): void {
  const { workload, t: lastMs } = event;
  const followed = tree ?? { workload, processes: [], lastMs, receivedMs, finding };
  followed.lastMs = Math.max(followed.lastMs, lastMs);
  followed.receivedMs = receivedMs;
  followed.finding = finding;
  const parent = parentName(event);
  if (parent !== null) addProcess(book, followed, parent);
  addProcess(book, followed, processName(event));
  // The last of the set is the one that something was found in last.
  book.trees.delete(followed);
  book.trees.add(followed);
  for (const oldest of book.trees) {
    if (book.trees.size <= TREES_MAX) break;
    dropTree(book, oldest);
  }
}

/** Lets go of trees that have been quiet, by the journal's time: a host's clock may be anywhere. */
export function expireTrees(book: OrgBook, nowMs: number): void {
  for (const tree of [...book.trees]) {
    if (nowMs - tree.receivedMs > TREE_QUIET_MS) dropTree(book, tree);
  }
}

function dropTree(book: OrgBook, tree: ProcessTree): void {
  book.trees.delete(tree);
  for (const name of tree.processes) {
    if (book.byProcess.get(name) === tree) book.byProcess.delete(name);
  }
}

function addProcess(book: OrgBook, tree: ProcessTree, name: string): void {
  if (book.byProcess.get(name) === tree || tree.processes.length >= PROCESSES_MAX) return;
  tree.processes.push(name);
  book.byProcess.set(name, tree);
}

/** A pid is reused, a sensor's id is not; the pid serves for minutes where there is no id. */
function processName({ host, id, pid }: ExecutionEvent): string {
  return boundText(JSON.stringify([host, id ?? pid]), NAME_MAX);
}

function parentName({ host, parentId, id, ppid }: ExecutionEvent): string | null {
  if (ppid <= INIT_PID) return null;
  // Half an identity is none: a child with an id would be looked for under its parent's pid.
  const parent = id === undefined ? ppid : parentId;
  return parent === undefined ? null : boundText(JSON.stringify([host, parent]), NAME_MAX);
}
