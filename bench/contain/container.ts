import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type DockerGround, startDockerGround } from '../../tests/e2e/contain/docker-ground.ts';
import {
  type MinerInContainer,
  startMinerInContainer,
} from '../../tests/e2e/contain/miner-in-container.ts';
import { missingForDocker } from '../../tests/e2e/docker/index.ts';
import { type BenchResult, figure } from '../benchmark.ts';
import { compareFreezes, REPETITIONS } from './compare-freezes.ts';
import { type Freeze, type FreezeMeasured, measureFreeze } from './measure-freeze.ts';
import { startWakingWatchdog } from './waking-watchdog.ts';
import { groupDirsOf } from './watch-process.ts';
import { byGroupHere, byHand, bySweep } from './ways-to-freeze.ts';

type FreezeOf = (miner: MinerInContainer) => Freeze;

/** A miner in a container of a real dockerd, with a watchdog on the host. */
export async function benchContainer(say: (line: string) => void): Promise<BenchResult[]> {
  const missing = missingForDocker();
  if (missing !== false) return [figure('a container', '', `could not run: ${missing}`)];
  const ground = await startDockerGround();
  try {
    const { fleet } = ground;
    let named = 0;
    const measure = async (name: string, freezeOf: FreezeOf): Promise<FreezeMeasured[]> => {
      say(`contain: a container, ${name}`);
      const runs: FreezeMeasured[] = [];
      for (let run = 0; run < REPETITIONS; run += 1) {
        named += 1;
        runs.push(await measureOnce(ground, `miner-${named}`, freezeOf));
      }
      return runs;
    };
    const pause: FreezeOf = ({ container }) =>
      byHand(fleet, () => ['docker', 'pause', container.id]);
    const peers = {
      'docker pause by hand': await measure('docker pause by hand', pause),
      'on the machine itself': await measure('its control group here', () => byGroupHere),
    };
    const ours = await measure('ours', ({ bytes }) => bySweep(fleet, bytes));
    return compareFreezes({ what: 'a container', ours, peers });
  } finally {
    await ground.close();
  }
}

async function measureOnce(
  { host, docker }: DockerGround,
  name: string,
  freezeOf: FreezeOf,
): Promise<FreezeMeasured> {
  const miner = await startMinerInContainer(host, { name, term: 'ignores' });
  const { container, pid } = miner;
  const watchdog = await startWakingWatchdog(host, pid);
  try {
    return await measureFreeze({ host, pid }, freezeOf(miner));
  } finally {
    await watchdog.stop();
    // However it was frozen: in a frozen group nobody ends.
    for (const dir of groupDirsOf(host, pid)) letGo(dir);
    await docker.run(['rm', '--force', container.id]);
  }
}

function letGo(dir: string): void {
  const files = existsSync(dir) ? readdirSync(dir) : [];
  if (files.includes('freezer.state')) writeFileSync(join(dir, 'freezer.state'), 'THAWED');
  if (files.includes('cgroup.freeze')) writeFileSync(join(dir, 'cgroup.freeze'), '0');
}
