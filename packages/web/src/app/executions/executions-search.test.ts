import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { readExecutionsSearch } from './executions-search.ts';

test('a URL is read, whatever type its values have by themselves', () => {
  const read = readExecutionsSearch({ host: 10, exe: '/bin/sh', uid: ['0', 33], min: '0.8' });
  assert.deepEqual(read, { host: '10', exe: ['/bin/sh'], uid: [0, 33], min: 0.8 });
});

test('what cannot be meant is left out', () => {
  const read = readExecutionsSearch({
    ...{ kind: ['exec', 'nothing'], uid: ['x', -1, 1.5], min: 7, order: 'odd', span: '3h' },
    ...{ from: 'yesterday', to: null, host: '', not: [] },
  });
  assert.deepEqual(read, { kind: ['exec'] });
});

test('what is usual is not said', () => {
  assert.deepEqual(readExecutionsSearch({ span: '24h', order: 'newest', live: 'on', min: 0 }), {});
});

test('anything is read, and what was read is read the same again', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('exe', 'uid', 'not', 'min', 'to', 'kind', 'host'),
        fc.jsonValue(),
      ),
      (url) => {
        const once = readExecutionsSearch(url);
        assert.deepEqual(readExecutionsSearch({ ...once }), once);
      },
    ),
  );
});
