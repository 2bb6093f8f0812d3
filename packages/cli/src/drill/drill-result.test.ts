import assert from 'node:assert/strict';
import { test } from 'node:test';

import { exitCodeOf, found, missed, skipped } from './drill-result.ts';
import { hotFinding } from './testing/hot-finding.ts';

test('something missed wins over something that could not be run; all found is 0', () => {
  const seen = found('hot', { finding: hotFinding(), ms: 8_140, pid: 7 });
  assert.equal(seen.seconds, 8.1);
  assert.equal(exitCodeOf([seen]), 0);
  assert.equal(exitCodeOf([seen, skipped('shell', 'no bash')]), 3);
  assert.equal(exitCodeOf([skipped('shell', 'no bash'), missed('tool', 'not in time'), seen]), 1);
  assert.equal(exitCodeOf([]), 0);
});
