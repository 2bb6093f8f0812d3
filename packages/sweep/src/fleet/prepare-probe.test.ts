import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ALL_CHECKS } from '../checks/index.ts';
import { assembleProbe } from '../probe/assemble-probe.ts';
import { prepareProbe } from './prepare-probe.ts';

test('a prepared probe is the one that would be assembled, whatever the nonce', () => {
  const options = { checks: ALL_CHECKS, wallSecondsMax: 35, cpuSecondsMax: 20 };
  const probeFor = prepareProbe(options);
  for (const nonce of ['0123456789abcdef0123456789abcdef', 'f'.repeat(32), '0'.repeat(32)]) {
    assert.equal(Buffer.concat(probeFor(nonce)).toString(), assembleProbe({ ...options, nonce }));
  }
});
