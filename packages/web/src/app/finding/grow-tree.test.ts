import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { type Branch, growTree } from './grow-tree.ts';

const node = (id: string, parentId: string | null, t: number) => ({ id, parentId, t });
type Node = ReturnType<typeof node>;

function idsOf(branches: readonly Branch<Node>[]): string[] {
  return branches.flatMap(({ node, children }) => [node.id, ...idsOf(children)]);
}

describe('a tree of processes', () => {
  test('has children below their parent, by time', () => {
    const tree = growTree([node('c', 'a', 3), node('a', null, 1), node('b', 'a', 2)]);
    assert.deepEqual(idsOf(tree), ['a', 'b', 'c']);
    assert.equal(tree.length, 1);
  });

  test('begins with what has a parent that nobody saw', () => {
    assert.equal(growTree([node('b', 'unseen', 1)]).length, 1);
  });

  test('shows every process once, whatever a host claims', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const nodes = fc.uniqueArray(
      fc.record({ id, parentId: fc.option(id), t: fc.integer({ min: 0, max: 9 }) }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(nodes, (list) => {
        const shown = idsOf(growTree(list)).toSorted();
        assert.deepEqual(shown, list.map(({ id }) => id).toSorted());
      }),
    );
  });
});
