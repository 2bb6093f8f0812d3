import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { createGate } from './gate.ts';

test('never more at once than allowed, everything let in is done, the rest is refused', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.nat({ max: 6 }),
      fc.array(fc.boolean(), { maxLength: 30 }),
      async (atOnce, waitingMax, works) => {
        const gate = createGate({ atOnce, waitingMax }, () => new Error('busy'));
        let running = 0;
        let most = 0;
        const results = await Promise.allSettled(
          works.map((fails) =>
            gate(async () => {
              running += 1;
              most = Math.max(most, running);
              await Promise.resolve();
              running -= 1;
              if (fails) throw new Error('failed');
            }),
          ),
        );
        assert.ok(most <= atOnce);
        assert.equal(running, 0);
        const refused = results.filter(
          (result) => result.status === 'rejected' && String(result.reason) === 'Error: busy',
        );
        assert.equal(refused.length, Math.max(0, works.length - atOnce - waitingMax));
        await gate(() => Promise.resolve());
      },
    ),
  );
});
