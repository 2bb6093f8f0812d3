import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { arbitraryEvent, arbitraryWord } from '../testing/arbitrary-event.ts';
import { makeEvent } from '../testing/make-event.ts';
import { featureVector, VECTOR_LENGTH } from '../vector/feature-vector.ts';
import { shapeOf } from './shape-of.ts';

describe('the shape of an event', () => {
  test('is the same every time', () => {
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        assert.deepEqual(shapeOf(event), shapeOf(event));
        assert.deepEqual(featureVector(event), featureVector(event));
      }),
    );
  });

  test('does not depend on the order of options', () => {
    fc.assert(
      fc.property(fc.array(arbitraryWord), fc.array(arbitraryWord), (a, b) => {
        const options = (words: readonly string[]): string[] => words.map((word) => `-${word}`);
        const one = makeEvent('ls', { argv: ['ls', ...options(a), ...options(b)] });
        const two = makeEvent('ls', { argv: ['ls', ...options(b), ...options(a)] });
        assert.equal(shapeOf(one).key, shapeOf(two).key);
      }),
    );
  });

  test('tells apart what matters', () => {
    const keys = [
      makeEvent('cat /etc/hosts'),
      makeEvent('cat /etc/shadow'),
      makeEvent('cat /etc/hosts', { parent: 'node' }),
      makeEvent('cat /etc/hosts', { uid: 33 }),
      makeEvent('cat /etc/hosts', { exe: '/tmp/cat' }),
      makeEvent('tac /etc/hosts'),
    ].map((event) => shapeOf(event).key);
    assert.equal(new Set(keys).size, keys.length);
  });

  test('takes a script that an interpreter is given for what runs', () => {
    assert.equal(shapeOf(makeEvent('bash /srv/a.sh x')).script, true);
    assert.equal(shapeOf(makeEvent('bash -c /srv/a.sh')).script, false);
    assert.equal(shapeOf(makeEvent('python3 -m http.server')).script, false);
    assert.equal(shapeOf(makeEvent('cat /srv/a.sh')).script, false);
  });

  test('says where a program runs from', () => {
    const place = (exe: string): string => shapeOf(makeEvent('x', { exe })).place;
    assert.equal(place('/usr/bin/x'), 'installed');
    assert.equal(place('/dev/shm/x'), 'scratch');
    assert.equal(place('/root/.cache/x'), 'hidden');
    assert.equal(place('memfd:x'), 'memory');
    assert.equal(place('x'), 'unknown');
  });

  test('is bounded for an argument of 10 MB and for 100,000 arguments', () => {
    const long = shapeOf(makeEvent('x', { argv: ['x', 'a b '.repeat(2_500_000)] }));
    const many = shapeOf(makeEvent('x', { argv: Array<string>(100_000).fill('/a/b') }));
    const wide = shapeOf(makeEvent('x', { argv: Array.from({ length: 100_000 }, String) }));
    for (const shape of [long, many, wide]) {
      assert.ok(shape.words.length <= 257);
      assert.ok(shape.words.some((word) => word.startsWith('<cut-')));
      assert.ok(JSON.stringify(shape).length < 32_000);
    }
  });
});

describe('the vector of an event', () => {
  test('has length 1 at most, and names of prototypes are words like others', () => {
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        const vector = featureVector(event);
        assert.equal(vector.length, VECTOR_LENGTH);
        assert.ok(Math.hypot(...vector) <= 1.000_001);
      }),
    );
  });
});
