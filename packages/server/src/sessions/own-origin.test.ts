import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { foreignness, ownOrigin } from './own-origin.ts';

const PUBLIC = ['vedette.example'];

describe('where a request comes from', () => {
  for (const [host, origin, site] of [
    ['127.0.0.1:4780', 'http://127.0.0.1:4780', 'same-origin'],
    ['127.0.0.1:4780', 'http://127.0.0.1:4780', undefined],
    ['127.0.0.1:4780', undefined, 'same-origin'],
    ['[::1]:4780', 'http://[::1]:4780', undefined],
    ['vedette.example', 'https://vedette.example', 'same-origin'],
    ['vedette.example:443', 'https://vedette.example', undefined],
    ['127.0.0.1:4780', 'https://vedette.example', undefined],
  ] as const) {
    test(`${host} for ${origin} ${site} is ours`, () => {
      assert.equal(foreignness({ host, origin, 'sec-fetch-site': site }, PUBLIC), null);
    });
  }

  for (const [host, origin, site] of [
    ['127.0.0.1:4780', 'http://127.0.0.1:8080', undefined],
    ['127.0.0.1:4780', 'http://127.0.0.1', undefined],
    ['127.0.0.1:4780', 'http://localhost:4780', undefined],
    ['127.0.0.1:4780', 'https://evil.example', undefined],
    ['127.0.0.1:4780', 'http://127.0.0.1:4780.evil.example', undefined],
    ['127.0.0.1:4780', 'http://127.0.0.1:4780/', undefined],
    ['127.0.0.1:4780', 'null', undefined],
    ['127.0.0.1:4780', '', undefined],
    ['127.0.0.1:4780', 'http://vedette.example', undefined],
    ['127.0.0.1:4780', 'http://127.0.0.1:4780', 'cross-site'],
    ['127.0.0.1:4780', 'http://127.0.0.1:4780', 'same-site'],
    ['127.0.0.1:4780', undefined, 'none'],
    ['127.0.0.1:4780', 'file://127.0.0.1:4780', undefined],
  ] as const) {
    test(`${host} for ${origin} ${site} is not`, () => {
      assert.notEqual(foreignness({ host, origin, 'sec-fetch-site': site }, PUBLIC), null);
    });
  }

  test('a link leads to the name that was asked, by https where that is public', () => {
    assert.equal(ownOrigin({ host: '127.0.0.1:4780' }, PUBLIC), 'http://127.0.0.1:4780');
    assert.equal(ownOrigin({ host: 'vedette.example' }, PUBLIC), 'https://vedette.example');
    const byName = { host: 'vedette.example', origin: 'http://vedette.example' };
    assert.equal(ownOrigin(byName, PUBLIC), 'http://vedette.example');
  });
});
