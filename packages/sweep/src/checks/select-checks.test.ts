import assert from 'node:assert/strict';
import { test } from 'node:test';

import { TEST_CATALOG } from '../findings/testing/test-catalog.ts';
import { selectChecks } from './select-checks.ts';

const select = (only: string[], skip: string[]): string[] =>
  selectChecks(TEST_CATALOG.checks, { only, skip }).map(({ id }) => id);

test('all, only some, all but some', () => {
  assert.deepEqual(select([], []), ['gone', 'busy', 'key', 'guard', 'daemon']);
  assert.deepEqual(select(['key', 'gone'], []), ['gone', 'key']);
  assert.deepEqual(select([], ['key']), ['gone', 'busy', 'guard', 'daemon']);
});

test('a misspelt check is an error that names the nearest', () => {
  assert.throws(() => select(['gaurd'], []), { message: 'no check named gaurd' });
  assert.throws(() => select([], ['gone-']), /no check named gone-/);
});

test('nothing left to run is an error', () => {
  assert.throws(() => select(['key'], ['key']), { message: 'no check is left to run' });
});
