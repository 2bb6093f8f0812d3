import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import type { ExecutionsSearch } from './executions-search.ts';
import {
  FACET_FIELDS,
  filterFor,
  filterOut,
  isFilteredFor,
  letIn,
  withoutField,
  withoutValue,
} from './facet-fields.ts';
import { filterChipsOf } from './filter-chips-of.ts';

const values = {
  workload: 'web',
  host: 'a',
  exe: '/bin/sh',
  parent: 'cron',
  kind: 'exec',
  uid: '0',
};
const field = fc.constantFrom(...FACET_FIELDS);

test('a filter is there after it was added, and gone after it was taken away', () => {
  fc.assert(
    fc.property(field, (field) => {
      const value = values[field];
      const search = filterFor({ min: 0.5 }, field, value);
      assert.equal(isFilteredFor(search, field, value), true);
      assert.deepEqual(filterFor(search, field, value), search, 'once is enough');
      assert.deepEqual(withoutValue(search, field, value), { min: 0.5 });
      assert.deepEqual(withoutField(search, field), { min: 0.5 });
    }),
  );
});

test('a value is shown or left out, never both', () => {
  fc.assert(
    fc.property(field, (field) => {
      const value = values[field];
      const out = filterOut(filterFor({}, field, value), field, value);
      assert.deepEqual(out, { not: [`${field}:${value}`] });
      assert.deepEqual(letIn(out, field, value), {});
      assert.deepEqual(filterFor(out, field, value), filterFor({}, field, value));
    }),
  );
});

test('several values of a field may be shown; one workload and one host', () => {
  const search = filterFor(filterFor({}, 'exe', '/a'), 'exe', '/b');
  assert.deepEqual(search.exe, ['/a', '/b']);
  assert.equal(filterFor({ host: 'a' }, 'host', 'b').host, 'b');
});

test('what the API would refuse is not asked for', () => {
  assert.deepEqual(filterFor({}, 'uid', 'root'), {});
  assert.deepEqual(filterFor({}, 'kind', 'nothing'), {});
});

test('each filter has a chip, and the view without it', () => {
  const search: ExecutionsSearch = {
    ...{ workload: 'web', exe: ['/a', '/b'], uid: [0], min: 0.5 },
    ...{ process: 'p1', not: ['parent:a:b', 'odd'] },
  };
  const chips = filterChipsOf(search);
  assert.deepEqual(
    chips.map(({ name, value, not }) => `${name} ${not ? 'is not' : 'is'} ${value}`),
    [
      ...['Workload is web', 'Program is /a', 'Program is /b', 'User id is 0', 'Process is p1'],
      ...['Parent is not a:b', 'Not is not odd'],
    ],
  );
  for (const { without } of chips) {
    assert.equal(filterChipsOf(without).length, chips.length - 1);
    assert.equal(without.min, 0.5);
  }
});
