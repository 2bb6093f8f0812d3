// `container = "stop"`: a container may go by TERM, and is paused again if it does not.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { containerState } from './contain/container-state.ts';
import { type DockerGround, startDockerGround } from './contain/docker-ground.ts';
import { containedOf } from './contain/findings.ts';
import { type MinerInContainer, startMinerInContainer } from './contain/miner-in-container.ts';
import { ticksGained } from './contain/ticks.ts';
import { missingForDocker } from './docker/index.ts';
import { SERVE, startContainer } from './fixtures/containers/index.ts';
import { removeContainer } from './fixtures/containers/plant/container.ts';

const STILL_MS = 3_000;
/** What an engine says of a container that was killed. */
const KILLED = 137;

describe('containers that are to be stopped', { skip: missingForDocker() }, () => {
  let ground: DockerGround;
  let beside: string;
  const state = (id: string) => containerState(ground.docker, id);

  before(async () => {
    ground = await startDockerGround();
    beside = (await startContainer(ground.host, { name: 'beside', argv: [SERVE] })).id;
  });
  after(() => ground?.close());

  it('one that ignores TERM is paused again, and never killed', async () => {
    const miner: MinerInContainer = await startMinerInContainer(ground.host, {
      name: 'deaf',
      term: 'ignores',
    });
    const { id } = miner.container;
    const { pid } = await state(id);
    const controller = ground.controller({ container: 'stop' });
    const swept = await controller.sweep('--armed');
    const contained = containedOf(swept.host('docker'), miner.pid);
    assert.deepEqual([contained?.state, contained?.method], ['frozen', 'container']);
    const now = await state(id);
    assert.deepEqual([now.status, now.restart, now.pid], ['paused', 'no', pid]);
    assert.deepEqual(await ticksGained(ground.host, [miner.pid], STILL_MS), [0]);
    const thawed = await controller.run('thaw', '--all');
    assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
    const after = await state(id);
    assert.deepEqual([after.status, after.restart, after.pid], ['running', 'always', pid]);
    await removeContainer(ground.host, miner.container);
  });

  it('one that goes by TERM is stopped, and started again by a thaw', async () => {
    const miner = await startMinerInContainer(ground.host, { name: 'polite', term: 'goes' });
    const { id } = miner.container;
    const neighbour = await state(beside);
    const controller = ground.controller({ container: 'stop' });
    const swept = await controller.sweep('--armed');
    const contained = containedOf(swept.host('docker'), miner.pid);
    assert.equal(contained?.state, 'frozen', JSON.stringify(contained));
    assert.match(contained.text, /stopped/);
    const now = await state(id);
    assert.deepEqual([now.status, now.restart], ['exited', 'no']);
    assert.notEqual(now.exitCode, KILLED);
    assert.ok(contained.evidence);
    assert.ok((await controller.evidence(contained.evidence, 'exe')).equals(miner.bytes));
    assert.deepEqual(await state(beside), neighbour);
    const again = await controller.sweep('--armed');
    assert.notEqual(again.exitCode, 4, JSON.stringify(again.host('docker').containment));
    const thawed = await controller.run('thaw', '--all');
    assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
    const after = await state(id);
    assert.deepEqual([after.status, after.restart], ['running', 'always']);
    await removeContainer(ground.host, miner.container);
  });
});
