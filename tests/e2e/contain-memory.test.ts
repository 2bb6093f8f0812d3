// What is nowhere but in a process: the evidence of it holds the bytes.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { freezeByHand } from './contain/freeze-by-hand.ts';
import { type Controller, type ContainGround, startGround } from './contain/ground.ts';
import { programBytes } from './contain/miner.ts';
import { ticksGained } from './contain/ticks.ts';
import { deletedLibraryScratch } from './fixtures/evasions/deleted-library-scratch.ts';
import { memfdHot } from './fixtures/evasions/memfd-hot.ts';
import { zombieLeaderSpinner } from './fixtures/evasions/zombie-leader-spinner.ts';
import type { Planted } from './fixtures/fixture.ts';
import { learnFixture } from './fixtures/suite/start-fixture.ts';
import { missingRequirements } from './hosts/index.ts';

const STILL_MS = 3_000;
const THREAD = /^exe-thread-[0-9]+$/;
const LIBRARY = /^library-[0-9]+$/;

const CASES = [
  { fixture: zombieLeaderSpinner, item: THREAD, program: 'zombie-leader', busybox: true },
  { fixture: memfdHot, item: /^exe$/, program: 'spin', busybox: true },
  { fixture: deletedLibraryScratch, item: LIBRARY, program: 'library', busybox: false },
] as const;

for (const system of ['debian', 'busybox'] as const) {
  const skip = missingRequirements(['gcc', 'python3']);
  describe(`what is only in memory on a host of ${system}`, { skip }, () => {
    let ground: ContainGround;
    let controller: Controller;

    before(async () => {
      ground = await startGround({ hosts: [{ name: system, system }] });
      controller = ground.controller();
    });
    after(() => ground?.close());

    for (const { fixture, item, program, busybox } of CASES) {
      if (system === 'busybox' && !busybox) continue;
      it(`${fixture.name}: the bytes of ${program} are kept`, async () => {
        const { host, fleet } = ground;
        const rest = await learnFixture(fixture, { host, sshConfig: fleet.sshConfig });
        const planted: Planted = await rest();
        const [pid = 0] = planted.pids;
        try {
          const evidence = await freezeByHand(controller, host, pid);
          assert.deepEqual(await ticksGained(host, [pid], STILL_MS), [0]);
          const items = await controller.items(evidence);
          const name = [...items.keys()].find((name) => item.test(name));
          assert.ok(name, [...items.keys()].join(' '));
          const kept = await controller.evidence(evidence, name);
          assert.ok(kept.equals(await programBytes(host, program)), `${kept.length} bytes`);
          const thawed = await controller.run('thaw', evidence);
          assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
        } finally {
          await planted.stop();
        }
      });
    }
  });
}
