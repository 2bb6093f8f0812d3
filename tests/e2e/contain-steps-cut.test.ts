import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { parseFreezeAnswer, parseThawAnswer, type Plan, type TargetIdentity } from '@vedette/sweep';

import { ContainHost, missingForContain } from './steps/contain-host.ts';
import { counts, METHODS, planOf, startCounter, statusOf } from './steps/counter.ts';

/** Spread over a freeze: before its hold, in it, and in its watch. */
const CUT_AFTER_MS = [10, 40, 80, 160, 500] as const;
/** On a busy machine a script may end before the knife comes; then it is tried again. */
const TRIES = 5;

describe(
  'a script that is killed in the freeze',
  { concurrency: 2, skip: missingForContain() },
  () => {
    for (const method of METHODS) {
      test(`leaves what the next freeze or thaw can handle (${method})`, async () => {
        await using host = await ContainHost.start(['dash']);
        const target = await startCounter(host);
        const plan = await planOf(host, target, method);
        for (const cutAt of CUT_AFTER_MS) {
          await cutFreeze(host, { target, plan, cutAt });
          const said = await statusOf(host, target, plan);
          assert.ok(said !== undefined && said !== 'gone', `${cutAt} ms: ${said}`);
          if (cutAt === 80) {
            const step = await host.step('freeze', target, plan);
            assert.equal(parseFreezeAnswer(step.records)?.result, 'frozen', step.stdout);
          }
          const thaw = await host.step('thaw', target, plan);
          assert.equal(parseThawAnswer(thaw.records)?.result, 'thawed', thaw.stdout);
          await counts(host);
          assert.deepEqual(host.groups(), []);
        }
      });
    }

    test('a status waits for a freeze that is still at work', async () => {
      await using host = await ContainHost.start(['dash']);
      const target = await startCounter(host);
      const plan = await planOf(host, target, 'signal');
      // A child of such a freeze is known by its environment; this one stands for it.
      const child = await host.spawn(
        ['env', `VEDETTE_FREEZING=${host.action}`, 'sleep', '2'],
        'sleep',
      );
      assert.equal(await statusOf(host, target, plan), 'loose');
      assert.deepEqual(host.stat(child.pid), [], 'it answered before the freeze had ended');
    });
  },
);

/** Kills a freeze so long after its start. */
async function cutFreeze(
  host: ContainHost,
  { target, plan, cutAt }: { target: TargetIdentity; plan: Plan; cutAt: number },
): Promise<void> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { finished } = await host.step('freeze', target, plan, cutAt);
    if (!finished) return;
    const thaw = await host.step('thaw', target, plan);
    assert.equal(parseThawAnswer(thaw.records)?.result, 'thawed', thaw.stdout);
  }
  assert.fail(`it was frozen within ${cutAt} ms, ${TRIES} times`);
}
