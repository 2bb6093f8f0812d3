import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fuseRankings } from './fuse-rankings.ts';

test('two rankings are one: what both find comes first, and none hides what the other found', () => {
  const hits = ['a', 'b'].map((id) => ({ id, score: 9, why: ['words'] }));
  const nearest = [
    { id: 'b', likeness: 0.9 },
    { id: 'c', likeness: 0.8 },
  ];
  const fused = fuseRankings(hits, nearest);
  assert.deepEqual(
    fused.map(({ id }) => id),
    ['b', 'a', 'c'],
  );
  assert.deepEqual(fused[0]?.why, ['words', 'the model finds it like the question']);
});
