import assert from 'node:assert/strict';
import { test } from 'node:test';

import { copyName } from './scratch.ts';

test('a copied shell has a name of its own unless it does by its name', () => {
  assert.equal(copyName('/usr/bin/dash', 'drill-hot'), 'drill-hot');
  assert.equal(copyName('/usr/bin/busybox', 'drill-hot'), 'sh');
  assert.equal(copyName('/bin/busybox.static', 'drill-hot'), 'sh');
});
