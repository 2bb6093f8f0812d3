// An engine that does not answer: its container is held by the control group, and that is said.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { type DockerGround, startDockerGround } from './contain/docker-ground.ts';
import { containedOf } from './contain/findings.ts';
import { type MinerInContainer, startMinerInContainer } from './contain/miner-in-container.ts';
import { containerState } from './contain/container-state.ts';
import { runs, ticksGained } from './contain/ticks.ts';
import { missingForDocker } from './docker/index.ts';
import { command } from './fixtures/plant/command.ts';

const STILL_MS = 3_000;

/** Ways in which an engine is not there, and back. */
const DEAD = [
  {
    name: 'is stopped',
    kill: ({ docker }: DockerGround) => process.kill(docker.daemon.outerPid, 'SIGSTOP'),
    revive: ({ docker }: DockerGround) => process.kill(docker.daemon.outerPid, 'SIGCONT'),
  },
  {
    name: 'has lost its socket',
    kill: ({ host }: DockerGround) => command(host, ['mv', '/run/docker.sock', '/run/docker.lost']),
    revive: ({ host }: DockerGround) =>
      command(host, ['mv', '/run/docker.lost', '/run/docker.sock']),
  },
] as const;

for (const { name, kill, revive } of DEAD) {
  describe(`an engine that ${name}`, { skip: missingForDocker() }, () => {
    let ground: DockerGround;
    let miner: MinerInContainer;
    let dead = false;

    before(async () => {
      ground = await startDockerGround();
      miner = await startMinerInContainer(ground.host, { name: 'miner', term: 'ignores' });
    });
    after(async () => {
      try {
        if (dead) await revive(ground);
      } finally {
        await ground?.close();
      }
    });

    it('leaves its container to be frozen by the control group, and let go again', async () => {
      const earlier = await containerState(ground.docker, miner.container.id);
      await kill(ground);
      dead = true;
      const controller = ground.controller();
      const swept = await controller.sweep('--armed');
      const contained = containedOf(swept.host('docker'), miner.pid);
      assert.equal(contained?.state, 'frozen', JSON.stringify(contained));
      assert.match(contained.text, /no engine answers/);
      assert.deepEqual(await ticksGained(ground.host, [miner.pid], STILL_MS), [0]);
      await ground.host.run(['kill', '-CONT', String(miner.pid)]);
      assert.deepEqual(await ticksGained(ground.host, [miner.pid], STILL_MS), [0], 'after SIGCONT');
      await revive(ground);
      dead = false;
      const thawed = await controller.run('thaw', '--all');
      assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
      assert.ok(await runs(ground.host, miner.pid));
      assert.deepEqual(await containerState(ground.docker, miner.container.id), earlier);
    });
  });
}
