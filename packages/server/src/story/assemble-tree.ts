import { eventName } from '../store/events/queries/stored-names.ts';
import type { EventRow } from '../store/events/event-store.ts';
import type { ProcessNode, ProcessTree } from './process-node.ts';
import { parentIdOf, processIdOf, processNodes, stubOf } from './process-nodes.ts';

/** More than anybody reads; the nearest to the finding are kept. */
export const NODES_MAX = 200;

/** The events around a finding, all of one host. */
export interface EventsAround {
  /** The event that the finding is about. */
  readonly top: EventRow;
  /** Of its ancestors, the nearest first. */
  readonly above: readonly EventRow[];
  /** Of the process itself and of others in the finding. */
  readonly found: readonly EventRow[];
  /** Of what descends from it, the nearest first. */
  readonly below: readonly EventRow[];
  /** Whether a parent of the furthest ancestor was not looked for. */
  readonly isCutAbove: boolean;
}

/**
 * The tree of these events: what is nearest to the finding first where not all of it fits, and in
 * the end each parent before its children. A parent that was never recorded is made from what its
 * child says of it.
 */
export function assembleTree(around: EventsAround): Omit<ProcessTree, 'note'> {
  const { top, above, found, below, isCutAbove } = around;
  const rows = [top, ...above, ...found, ...below];
  const nodes = new Map(processNodes(rows, eventName(top)).map((node) => [node.id, node]));
  const furthest = isCutAbove ? above.at(-1) : undefined;
  const cutAt = furthest === undefined ? null : processIdOf(furthest.event);
  for (const row of rows) {
    const parent = parentIdOf(row.event);
    if (parent === null || nodes.has(parent) || processIdOf(row.event) === cutAt) continue;
    nodes.set(parent, stubOf(row, parent));
  }
  const kept = new Map([...nodes].slice(0, NODES_MAX));
  return { nodes: parentsFirst(kept), truncated: nodes.size > NODES_MAX };
}

/** A host may send processes that are each other's parents: each is placed once. */
function parentsFirst(nodes: ReadonlyMap<string, ProcessNode>): ProcessNode[] {
  const placed = new Map<string, ProcessNode>();
  for (const start of nodes.values()) {
    const way: ProcessNode[] = [];
    const seen = new Set<string>();
    for (let node: ProcessNode | undefined = start; node !== undefined;) {
      if (placed.has(node.id) || seen.has(node.id)) break;
      seen.add(node.id);
      way.push(node);
      node = node.parentId === null ? undefined : nodes.get(node.parentId);
    }
    for (const node of way.toReversed()) {
      const { parentId } = node;
      const hasParent = parentId !== null && placed.has(parentId);
      placed.set(node.id, hasParent ? node : { ...node, parentId: null });
    }
  }
  return [...placed.values()];
}
