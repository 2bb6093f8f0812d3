// Pairs that wake and replace each other within a second: frozen, they stay so for a minute.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';

import { freezeByHand } from './contain/freeze-by-hand.ts';
import { containedOf } from './contain/findings.ts';
import { type ContainGround, startGround } from './contain/ground.ts';
import { runs, ticksOf } from './contain/ticks.ts';
import { startDeletedPair, startScriptPair, type Watchdogs } from './contain/watchdogs.ts';
import { command } from './fixtures/plant/command.ts';
import { missingRequirements, until } from './hosts/index.ts';

/** What is required of a freeze. */
const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
const METHODS = ['signal', 'cgroup1', 'cgroup2'] as const;

// All at the same time, because a minute is long.
const together = { skip: missingRequirements(['gcc']), concurrency: METHODS.length };
describe('watchdogs', together, () => {
  for (const method of METHODS) {
    describe(`held by ${method}`, { concurrency: 1 }, () => {
      let ground: ContainGround;
      let binary: Watchdogs;
      let script: Watchdogs;

      before(async () => {
        ground = await startGround({
          hosts: [{ name: 'web', system: 'debian' }],
          ...(method === 'signal' ? {} : { freezer: method }),
        });
        const { host, group } = ground;
        const place = async (pid: number): Promise<void> => group?.enter(pid);
        binary = await startDeletedPair(host, place);
        script = await startScriptPair(host, place);
      });
      after(() => ground?.close());

      it('undo a SIGSTOP at once, which is what a freeze has to withstand', async () => {
        const { host } = ground;
        for (const { pid, all } of [binary, script]) {
          const pair = await all();
          await command(host, ['kill', '-STOP', String(pid)]);
          assert.ok(await runs(host, pid), `${pid}`);
          const grown = await until(all, (pids) => pids.length > pair.length);
          assert.ok(grown.length > pair.length, 'nobody was replaced');
        }
      });

      it('stay frozen for a minute, and run again after a thaw', async () => {
        const { host } = ground;
        const controller = ground.controller();
        const swept = await controller.sweep('--armed');
        const contained = containedOf(swept.host('web'), binary.pid);
        assert.deepEqual([contained?.state, contained?.method], ['frozen', method]);
        await freezeByHand(controller, host, script.pid);

        const pids = [...(await binary.all()), ...(await script.all())];
        const before = pids.map((pid) => ticksOf(host, pid));
        for (let ms = 0; ms < MINUTE_MS; ms += LOOK_EVERY_MS) {
          await delay(LOOK_EVERY_MS);
          const now = [...(await binary.all()), ...(await script.all())];
          assert.deepEqual(now, pids, `after ${ms} ms there are others`);
          const ticks = pids.map((pid) => ticksOf(host, pid));
          assert.deepEqual(ticks, before, `after ${ms} ms they have had processor time`);
        }
        const again = await controller.sweep('--armed');
        const notes = again.host('web').containment?.map(({ state }) => state);
        assert.deepEqual(
          notes,
          ['frozen', 'frozen'],
          JSON.stringify(again.host('web').containment),
        );

        const thawed = await controller.run('thaw', '--all');
        assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
        for (const pid of [binary.pid, script.pid]) assert.ok(await runs(host, pid), `${pid}`);
        assert.deepEqual(ground.group?.below() ?? [], []);
      });
    });
  }
});
