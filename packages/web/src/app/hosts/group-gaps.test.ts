import assert from 'node:assert/strict';
import { test } from 'node:test';

import { groupGaps } from './group-gaps.ts';

test('one line for each reason, what makes blind first', () => {
  assert.deepEqual(
    groupGaps([
      { check: 'a', effect: 'limited', reason: 'no lsattr' },
      { check: 'b', effect: 'blind', reason: 'slow' },
      { check: 'c', effect: 'blind', reason: 'no root' },
      { check: 'd', effect: 'blind', reason: 'no root' },
      { check: 'd', effect: 'blind', reason: 'no root' },
    ]),
    [
      { effect: 'blind', reason: 'no root', checks: ['c', 'd'] },
      { effect: 'blind', reason: 'slow', checks: ['b'] },
      { effect: 'limited', reason: 'no lsattr', checks: ['a'] },
    ],
  );
});
