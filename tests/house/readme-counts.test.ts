import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ALL_CHECKS } from '@vedette/sweep';

import { EVASIONS, LOOK_ALIKES } from '../e2e/fixtures/index.ts';
import { sourceFiles } from './source-files.ts';

const COUNTS = {
  evasions: EVASIONS.length,
  'look-alikes': LOOK_ALIKES.length,
  checks: ALL_CHECKS.length,
};

for (const [what, count] of Object.entries(COUNTS)) {
  test(`the README says how many ${what} there are`, () => {
    const readme = sourceFiles('README.md')
      .map(({ text }) => text)
      .join('');
    const quoted = [...readme.matchAll(new RegExp(`(\\d+) ${what}`, 'g'))].map(([, n]) =>
      Number(n),
    );
    assert.notEqual(quoted.length, 0, `write "${count} ${what}"`);
    assert.deepEqual(
      quoted.filter((n) => n !== count),
      [],
    );
  });
}
