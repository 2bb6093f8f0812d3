// A container of a real dockerd that always restarts, in which a miner runs: paused, and put back.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { containerState } from './contain/container-state.ts';
import { type DockerGround, startDockerGround } from './contain/docker-ground.ts';
import { containedOf } from './contain/findings.ts';
import type { Controller } from './contain/ground.ts';
import { type MinerInContainer, startMinerInContainer } from './contain/miner-in-container.ts';
import { runs, ticksGained } from './contain/ticks.ts';
import { missingForDocker } from './docker/index.ts';
import { SERVE, startContainer } from './fixtures/containers/index.ts';

const STILL_MS = 3_000;

describe('a miner in a container that restarts', { skip: missingForDocker() }, () => {
  let ground: DockerGround;
  let controller: Controller;
  let miner: MinerInContainer;
  let beside: string;
  let evidence = '';
  const state = (id: string) => containerState(ground.docker, id);

  before(async () => {
    ground = await startDockerGround();
    controller = ground.controller();
    const { host } = ground;
    const options = ['--restart=unless-stopped'];
    beside = (await startContainer(host, { name: 'beside', argv: [SERVE], options })).id;
    miner = await startMinerInContainer(host, { name: 'miner', term: 'ignores' });
  });
  after(() => ground?.close());

  it('is paused with its restart policy off, its program is kept byte for byte', async () => {
    const earlier = await state(miner.container.id);
    const neighbour = await state(beside);
    const swept = await controller.sweep('--armed');
    const contained = containedOf(swept.host('docker'), miner.pid);
    assert.ok(contained?.evidence, JSON.stringify(contained));
    evidence = contained.evidence;
    assert.deepEqual([contained.state, contained.method], ['frozen', 'container']);
    assert.equal(swept.exitCode, 1);
    assert.deepEqual(await state(miner.container.id), {
      ...earlier,
      status: 'paused',
      restart: 'no',
    });
    assert.ok((await controller.evidence(evidence, 'exe')).equals(miner.bytes));
    assert.deepEqual(await state(beside), neighbour);
    assert.deepEqual(await ticksGained(ground.host, [miner.pid], STILL_MS), [0]);
  });

  it('is said to be frozen still by the next sweep', async () => {
    const swept = await controller.sweep('--armed');
    const { containment } = swept.host('docker');
    assert.deepEqual(
      containment?.map(({ id, state, complete }) => ({ id, state, complete })),
      [{ id: evidence, state: 'frozen', complete: true }],
    );
    assert.deepEqual(await controller.actions(), [evidence]);
  });

  it('runs again after a thaw as the same process, with its policy', async () => {
    const { pid } = await state(miner.container.id);
    const thawed = await controller.run('thaw', evidence);
    assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
    const now = await state(miner.container.id);
    assert.deepEqual([now.status, now.restart, now.pid], ['running', 'always', pid]);
    assert.ok(await runs(ground.host, miner.pid));
  });
});
