import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { ExecutionEvent } from '@vedette/core';
import fc from 'fast-check';

import { COMBINATIONS, treeScores, treesOf } from './process-trees.ts';

function event(pid: number, ppid: number, host = 'h'): ExecutionEvent {
  const where = { t: 0, host, workload: 'w', pid, ppid, uid: 0 };
  return ExecutionEvent.parse({ ...where, comm: 'c', parent: 'p', exe: '/c', argv: ['c'] });
}

describe('process trees', () => {
  test('are siblings and what descends of them, of one host, not over init', () => {
    const events = [
      event(10, 5),
      event(11, 5),
      event(12, 10),
      event(20, 1),
      event(21, 1),
      event(12, 10, 'i'),
    ];
    assert.deepEqual(treesOf(events), [0, 0, 0, 3, 4, 5]);
  });

  test('score by distinct shapes, and never less for one more', () => {
    const score = fc.double({ min: 0.03, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 12 }), score, (scores, more) => {
        const tree = [...scores, more].map((one, at) => ({ tree: 1, shape: `${at}`, score: one }));
        for (const combine of Object.values(COMBINATIONS)) {
          const [before = 0] = treeScores(tree.slice(0, -1), combine);
          const [after = 0] = treeScores(tree, combine);
          assert.ok(after >= before - 1e-9);
          assert.deepEqual(treeScores([...tree, ...tree], combine), [after]);
        }
      }),
    );
  });
});
