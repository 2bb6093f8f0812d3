import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { MACHINE_CLOCK } from './clock.ts';
import { Outflow } from './outflow.ts';

/** Pauses of retries take no time here: what is tested is the order. */
const CLOCK = { ...MACHINE_CLOCK, sleep: async (): Promise<void> => Promise.resolve() };

describe('what flows out', () => {
  test('arrives in order and once, however often the other side fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.boolean(), { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        async (entries, failures, blockMax) => {
          const arrived: string[] = [];
          const deliver = async (block: readonly string[]): Promise<void> => {
            await Promise.resolve();
            if (failures.shift() === true) throw new Error('down');
            assert.ok(block.length <= blockMax);
            arrived.push(...block);
          };
          const target = { deliver, waitingMax: 1e3, blockMax, blockMs: 1 };
          const outflow = new Outflow(target, { clock: CLOCK, from: 0 });
          const sent: string[] = [];
          for (const [at, count] of entries.entries()) {
            for (let one = 0; one < count; one += 1) {
              sent.push(`${at}.${one}`);
              outflow.add(`${at}.${one}`);
            }
            outflow.mark(at + 1);
            assert.ok(outflow.durable <= at + 1);
          }
          assert.equal(await outflow.settled(entries.length), true);
          assert.deepEqual(arrived, sent);
          assert.equal(outflow.problem, null);
          await outflow.stop();
        },
      ),
    );
  });

  test('makes whoever adds wait at its bound, and says what is wrong', async () => {
    let isDown = true;
    const deliver = async (): Promise<void> => {
      await Promise.resolve();
      if (isDown) throw new Error('no room on the disk');
    };
    const target = { deliver, waitingMax: 3, blockMax: 2, blockMs: 1 };
    const outflow = new Outflow<number>(target, { clock: MACHINE_CLOCK, from: 7 });
    for (let at = 0; at < 3; at += 1) outflow.add(at);
    outflow.mark(8);
    assert.equal(outflow.hasRoom, false);
    const room = outflow.room();
    isDown = false;
    await room;
    assert.equal(await outflow.settled(8), true);
    await outflow.stop();
  });

  test('that is stopped says that it is not done', async () => {
    const deliver = async (): Promise<void> => Promise.reject(new Error('down'));
    const target = { deliver, waitingMax: 3, blockMax: 2, blockMs: 1 };
    const outflow = new Outflow<number>(target, { clock: MACHINE_CLOCK, from: 0 });
    outflow.add(1);
    outflow.mark(1);
    const settled = outflow.settled(1);
    await outflow.stop();
    assert.equal(await settled, false);
    assert.equal(outflow.durable, 0);
    assert.equal(outflow.hasRoom, true);
  });
});
