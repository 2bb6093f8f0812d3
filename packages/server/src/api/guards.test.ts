import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { mayDo } from './caller.ts';
import { answersTo, hostName } from './host-names.ts';
import { createMethodTable } from './method-table.ts';
import { createRateLimiter } from './rate-limit.ts';

describe('the name that a request asks for', () => {
  for (const [header, name] of [
    ['localhost', 'localhost'],
    ['LocalHost:4780', 'localhost'],
    ['127.0.0.1:80', '127.0.0.1'],
    ['[::1]:4780', '::1'],
    ['a b', null],
    ['evil.example/127.0.0.1', null],
    ['localhost:99999999', null],
    ['', null],
    [undefined, null],
  ] as const) {
    test(String(header), () => assert.equal(hostName(header), name));
  }

  test('on loopback, of strangers none is answered to', () => {
    const here = { listen: '127.0.0.1', publicNames: ['vedette.example'] };
    for (const known of ['localhost', '127.0.0.1', '[::1]', 'vedette.example:443']) {
      assert.ok(answersTo(known, here), known);
    }
    for (const strange of ['evil.example', '10.0.0.1', '127.0.0.1.nip.io', '']) {
      assert.ok(!answersTo(strange, here), strange);
    }
  });

  test('elsewhere an address, and the names that were given', () => {
    const named = { listen: '0.0.0.0', publicNames: ['vedette.example'] };
    assert.ok(answersTo('10.0.0.5:4780', named));
    assert.ok(!answersTo('evil.example', named));
    assert.ok(answersTo('any.example', { listen: '0.0.0.0', publicNames: [] }));
  });
});

describe('the pace of a caller', () => {
  test('never more than the burst and what came since, whatever the times', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 500 }), { minLength: 1, maxLength: 200 }), (gaps) => {
        const limiter = createRateLimiter({ burst: 5, perSecond: 10 });
        let nowMs = 0;
        let passed = 0;
        for (const gap of gaps) {
          nowMs += gap;
          if (limiter('a', nowMs) === 0) passed += 1;
        }
        assert.ok(passed <= 5 + nowMs / 100);
      }),
    );
  });

  test('after as long as it was told, it is let through', () => {
    const limiter = createRateLimiter({ burst: 1, perSecond: 0.5 });
    assert.equal(limiter('a', 0), 0);
    const wait = limiter('a', 0);
    assert.equal(limiter('a', wait * 1_000), 0);
  });
});

describe('the methods of a path', () => {
  const table = createMethodTable();
  table.add('GET', '/v1/findings/:id');
  table.add('POST', '/v1/findings/:id/expect');
  test('by its pattern', () => {
    assert.deepEqual(table.at('/v1/findings/x-1'), ['GET']);
    assert.deepEqual(table.at('/v1/findings/x-1/expect'), ['POST']);
    assert.deepEqual(table.at('/v1/findings/'), []);
    assert.deepEqual(table.at('/v1/findings/x-1/other'), []);
  });
});

test('a sensor reads nothing, and a viewer decides nothing', () => {
  assert.deepEqual(
    (['ingest', 'view', 'operate'] as const).map((needed) => [
      ...[mayDo('ingest', needed), mayDo('view', needed), mayDo('operate', needed)],
    ]),
    [
      [true, false, false],
      [false, true, true],
      [false, false, true],
    ],
  );
});
