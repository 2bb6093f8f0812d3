import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import { DECISIONS, rankOf } from '../decision/decision.ts';
import { decide, type Thresholds } from '../decision/thresholds.ts';
import { fuse, isDisagreement, judgeCap, type Stance } from './fuse.ts';
import { JUDGE_VOTES, readVote } from './judge-buckets.ts';

const EPSILON = 1e-9;
const VOTES = [...JUDGE_VOTES, null];

const SETTINGS: readonly Thresholds[] = [
  { notify: -2, stepUp: 0, deny: null },
  { notify: -2, stepUp: 0, deny: 2 },
  { notify: 0, stepUp: 0.5, deny: 0.6 },
  { notify: 1, stepUp: 1, deny: 1 },
];

/**
 * `fuse` depends on the score only through the order of score and score ± cap among the
 * thresholds, so one score at, just below, just above and between each of those edges stands for
 * every other: this is all of its input, not a sample.
 */
function scoresThatMatter(thresholds: Thresholds): number[] {
  const cap = judgeCap(thresholds);
  const edges = [thresholds.notify, thresholds.stepUp, thresholds.deny]
    .flatMap((edge) => (edge === null ? [] : [edge - cap, edge, edge + cap]))
    .toSorted((a, b) => a - b);
  const between = edges.map((edge, at) => (edge + (edges[at + 1] ?? edge + 1)) / 2);
  return [
    -Infinity,
    (edges[0] ?? 0) - 1,
    ...edges.flatMap((edge) => [edge - EPSILON, edge, edge + EPSILON]),
    ...between,
    Infinity,
    Number.NaN,
  ];
}

function everyInput(check: (stance: Stance, thresholds: Thresholds) => void): number {
  let count = 0;
  for (const thresholds of SETTINGS)
    for (const score of scoresThatMatter(thresholds))
      for (const scorer of DECISIONS)
        for (const pattern of DECISIONS) {
          check({ score, scorer, pattern }, thresholds);
          count += 1;
        }
  return count;
}

describe('the judge, over all of its inputs', () => {
  test('is not heard when the stages agree', () => {
    const count = everyInput((stance, thresholds) => {
      if (isDisagreement(stance)) return;
      const silent = fuse(stance, thresholds, null);
      for (const vote of VOTES) assert.deepEqual(fuse(stance, thresholds, vote), silent);
    });
    assert.ok(count > 1000);
  });

  test('never leads to a decision that no stage came to by itself', () => {
    everyInput((stance, thresholds) => {
      const base = decide(stance.score, thresholds);
      for (const vote of VOTES) {
        const { decision } = fuse(stance, thresholds, vote);
        const held = [base, stance.scorer, stance.pattern];
        assert.ok(held.includes(decision));
        if (decision !== base) assert.ok([stance.scorer, stance.pattern].includes(decision));
      }
    });
  });

  test('moves by one step at most, never to deny and never from it', () => {
    everyInput((stance, thresholds) => {
      const base = decide(stance.score, thresholds);
      for (const vote of VOTES) {
        const { decision } = fuse(stance, thresholds, vote);
        assert.ok(Math.abs(rankOf(decision) - rankOf(base)) <= 1);
        if (decision !== base) assert.ok(decision !== 'deny' && base !== 'deny');
      }
    });
  });

  test('adds less than half the distance of two thresholds, and what it adds is counted', () => {
    everyInput((stance, thresholds) => {
      const { notify, stepUp, deny } = thresholds;
      const gap = Math.min(stepUp - notify, deny === null ? Infinity : deny - stepUp);
      for (const vote of VOTES) {
        const { decision, contribution, setAside } = fuse(stance, thresholds, vote);
        assert.ok(Math.abs(contribution) <= gap / 2);
        assert.equal(decide(stance.score + contribution, thresholds), decision);
        if (setAside) assert.equal(contribution, 0);
      }
    });
  });

  test('says more when it finds more', () => {
    everyInput((stance, thresholds) => {
      const [low, middle, high] = (['consistent', 'unclear', 'inconsistent'] as const).map((vote) =>
        rankOf(fuse(stance, thresholds, vote).decision),
      );
      assert.ok((low ?? 0) <= (middle ?? 0) && (middle ?? 0) <= (high ?? 0));
    });
  });

  test('counts for nothing when it answers anything but a vote', () => {
    fc.assert(
      fc.property(fc.anything(), (answer) => {
        const vote = readVote(answer);
        assert.ok(vote === null || JUDGE_VOTES.includes(vote));
      }),
    );
  });
});
