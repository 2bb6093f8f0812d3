import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { compareSeverities } from '@vedette/core';
import fc from 'fast-check';

import { severityOfScore } from './severity-of-score.ts';

describe('severityOfScore', () => {
  it('follows the published examples', () => {
    const examples = [
      ['a new build script', 0.65, 'low'],
      ['a debug shell left running', 0.85, 'medium'],
      ['curl piped into a shell, as root', 0.93, 'high'],
      ['a reverse shell from memory', 0.99, 'critical'],
    ] as const;
    for (const [what, score, severity] of examples) {
      assert.equal(severityOfScore(score, 0.001), severity, what);
    }
  });

  it('is one step less where the workload often is as strange', () => {
    assert.equal(severityOfScore(0.85, 0.02), 'low');
    assert.equal(severityOfScore(0.1, 1), 'info');
  });

  it('never falls with the score, nor rises with p', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, share, (a, b, p, q) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(compareSeverities(severityOfScore(high, p), severityOfScore(low, p)) <= 0);
        const [rare, usual] = [Math.min(p, q), Math.max(p, q)];
        assert.ok(compareSeverities(severityOfScore(a, rare), severityOfScore(a, usual)) <= 0);
      }),
    );
  });
});
