import assert from 'node:assert/strict';
import { test } from 'node:test';

import { counted } from './counted.ts';

test('one is one, everything else is many', () => {
  assert.equal(counted(1, 'check'), '1 check');
  assert.equal(counted(0, 'check'), '0 checks');
  assert.equal(counted(2_400, 'process', 'processes'), '2,400 processes');
});
