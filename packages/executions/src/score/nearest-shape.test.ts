import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { Baseline } from '../baseline/baseline.ts';
import { shapeOf } from '../shape/shape-of.ts';
import { arbitraryEvent } from '../testing/arbitrary-event.ts';
import { makeEvent } from '../testing/make-event.ts';
import { almostKnown } from './almost-known.ts';
import { nearestShape } from './nearest-shape.ts';

const HOW = { host: 'web-1', timeMs: 0 };
const past = fc.array(arbitraryEvent, { minLength: 1, maxLength: 20 });

function learned(...commands: readonly string[]): Baseline {
  const baseline = new Baseline();
  for (const command of commands)
    baseline.observe({ ...HOW, shape: shapeOf(makeEvent(command)), lesson: 'learned' });
  return baseline;
}

describe('the nearest shape', () => {
  test('is the nearest of all, though most are not looked at', () => {
    fc.assert(
      fc.property(past, arbitraryEvent, (events, event) => {
        const baseline = new Baseline();
        for (const one of events)
          baseline.observe({ ...HOW, shape: shapeOf(one), lesson: 'learned' });
        const shape = shapeOf(event);
        const oneByOne = [...baseline.shapes].map((record) =>
          nearestShape(new Baseline({ ...baseline.toState(), shapes: [record] }), shape),
        );
        const nearest = nearestShape(baseline, shape);
        const least = Math.min(...oneByOne.map((one) => one?.distance ?? 2));
        assert.equal(nearest?.distance, least);
        // Those that differ by less than is shown are as near as each other.
        const best = oneByOne.filter((one) => one?.distance === least);
        assert.ok(best.some((one) => one?.argv === nearest?.argv));
      }),
    );
  });

  test('is at 0 for what is known, and never further than 1', () => {
    fc.assert(
      fc.property(past, arbitraryEvent, (events, event) => {
        const baseline = new Baseline();
        for (const one of events)
          baseline.observe({ ...HOW, shape: shapeOf(one), lesson: 'learned' });
        const { distance = 2 } = nearestShape(baseline, shapeOf(event)) ?? {};
        assert.ok(distance >= 0 && distance <= 1);
        for (const one of events) assert.equal(nearestShape(baseline, shapeOf(one))?.distance, 0);
      }),
    );
  });

  test('does not depend on the order of what was learned', () => {
    const commands = ['ls -l', 'ls -a', 'cat x', 'ls -l -a -h'];
    const ask = makeEvent('ls -l -t');
    const one = nearestShape(learned(...commands), shapeOf(ask));
    const two = nearestShape(learned(...commands.toReversed()), shapeOf(ask));
    assert.deepEqual(one, two);
  });

  test('is nothing that was only alerted about', () => {
    const baseline = new Baseline();
    const shape = shapeOf(makeEvent('nc -l 4444'));
    baseline.observe({ ...HOW, shape, lesson: 'held' });
    assert.equal(nearestShape(baseline, shape), null);
  });
});

describe('a command that is known but for one argument', () => {
  const baseline = learned('tar czf /srv/a.tgz /srv/www');
  const known = (command: string): number =>
    almostKnown(baseline.shapes, shapeOf(makeEvent(command)));

  test('is found wherever the argument is put', () => {
    assert.ok(known('tar -v czf /srv/a.tgz /srv/www') > 0.8);
    assert.ok(known('tar czf /srv/a.tgz /srv/www /etc/passwd') > 0.8);
  });

  test('is not one with two more, one less, or by another program', () => {
    assert.equal(known('tar czf /srv/a.tgz /srv/www -v --totals'), 0);
    assert.equal(known('tar czf /srv/a.tgz -v'), 0);
    assert.equal(known('bsdtar czf /srv/a.tgz /srv/www'), 0);
  });
});
