import assert from 'node:assert/strict';
import { test } from 'node:test';

import { durationText } from './duration-text.ts';

test('a length of time has one unit', () => {
  assert.equal(durationText(0), '0 seconds');
  assert.equal(durationText(60_000), '1 minute');
  assert.equal(durationText(5_400_000), '2 hours');
});
