/** A process with those that it started. */
export interface Branch<Node> {
  readonly node: Node;
  readonly children: readonly Branch<Node>[];
}

interface Linked {
  readonly id: string;
  readonly parentId: string | null;
  readonly t: number | null;
}

/**
 * Grows a tree of processes from a list in any order: children by time, and what has no parent in
 * the list at the top. A host may claim anything, so a circle of parents does not trap it.
 */
export function growTree<Node extends Linked>(nodes: readonly Node[]): readonly Branch<Node>[] {
  const ids = new Set(nodes.map(({ id }) => id));
  const byTime = nodes.toSorted((a, b) => (a.t ?? 0) - (b.t ?? 0));
  const childrenOf = Map.groupBy(byTime, ({ parentId }) => parentId);
  const grown = new Set<string>();
  const grow = (node: Node): Branch<Node>[] => {
    if (grown.has(node.id)) return [];
    grown.add(node.id);
    return [{ node, children: (childrenOf.get(node.id) ?? []).flatMap(grow) }];
  };
  const roots = byTime.filter(({ parentId }) => parentId === null || !ids.has(parentId));
  // What hangs in a circle has no top; it is shown all the same.
  return [...roots.flatMap(grow), ...byTime.flatMap(grow)];
}
