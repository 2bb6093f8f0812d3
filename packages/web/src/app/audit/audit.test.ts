import assert from 'node:assert/strict';
import { test } from 'node:test';

import { actionWords } from './action-words.ts';
import { readAuditSearch } from './audit-search.ts';
import { outcomeWords } from './outcome-words.ts';
import { placeOf } from './place-of.ts';

test('what was asked for is said in words, whatever style its path is in', () => {
  assert.equal(actionWords('POST /v1/findings/:id/resolve'), 'resolve a finding');
  assert.equal(actionWords('POST /v1/findings/{id}/resolve'), 'resolve a finding');
  assert.equal(actionWords('POST /v1/new'), 'POST /v1/new');
  assert.equal(actionWords('toString'), 'toString');
});

test('what has no outcome on record is not said to be done', () => {
  assert.equal(outcomeWords(null).words, 'not known');
  assert.equal(outcomeWords(204).words, 'done');
  assert.equal(outcomeWords(403).words, 'refused (403)');
  assert.equal(outcomeWords(500).tone, 'bad');
});

test('a target leads to its page where it has one', () => {
  assert.deepEqual(placeOf('/v1/findings/x-0123456789ab/resolve'), {
    ...{ to: '/findings/$id', params: { id: 'x-0123456789ab' } },
  });
  assert.deepEqual(placeOf('/v1/workloads/web%20one/alerting'), {
    ...{ to: '/workloads/$workload', params: { workload: 'web one' } },
  });
  assert.equal(placeOf('/v1/workloads/%zz/alerting'), null);
  assert.equal(placeOf('/v1/hosts/sweep'), null);
});

test('a cursor of digits is a cursor', () => {
  assert.deepEqual(readAuditSearch({ before: 12 }), { before: '12' });
  assert.deepEqual(readAuditSearch({ before: ['x'] }), {});
});
