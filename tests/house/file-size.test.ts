import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sourceFiles } from './source-files.ts';

const LINES_MAX = 300;
/** What a longer file must say near its top, with the reason. */
const REASON = /\blong because\b/i;
const REASON_LINES = 20;

test(`a file over ${LINES_MAX} lines says why it is one`, () => {
  const wrong = sourceFiles(
    '{packages,examples,tests,bench,scripts}/**/*.{ts,tsx,js,sh,awk,c,py}',
    '.ci/run',
  )
    .map(({ path, text }) => ({ path, lines: text.split('\n') }))
    .filter(({ lines }) => lines.length - 1 > LINES_MAX)
    .filter(({ lines }) => !REASON.test(lines.slice(0, REASON_LINES).join(' ')))
    .map(({ path, lines }) => `${path}: ${lines.length - 1} lines`);
  assert.deepEqual(wrong, []);
});
