import { type ContainGround, startGround } from '../../tests/e2e/contain/ground.ts';
import { programBytes, startMiner } from '../../tests/e2e/contain/miner.ts';
import { missingRequirements } from '../../tests/e2e/hosts/index.ts';
import { type BenchResult, figure } from '../benchmark.ts';
import { compareFreezes, REPETITIONS } from './compare-freezes.ts';
import { type Freeze, type FreezeMeasured, measureFreeze } from './measure-freeze.ts';
import { startWakingWatchdog } from './waking-watchdog.ts';
import { byHand, bySignalHere, bySweep } from './ways-to-freeze.ts';

type Method = 'signal' | 'cgroup1' | 'cgroup2';

/** A miner with a watchdog, by each way in which a host can hold a process. */
export async function benchProcess(say: (line: string) => void): Promise<BenchResult[]> {
  const missing = missingRequirements(['gcc']);
  if (missing !== false) return [figure('a process', '', `could not run: ${missing}`)];
  const measure = async (name: string, method: Method, freeze: FreezeOn) => {
    say(`contain: a process, ${name}`);
    const runs: FreezeMeasured[] = [];
    for (let run = 0; run < REPETITIONS; run += 1) runs.push(await measureOnce(method, freeze));
    return runs;
  };
  const kill: FreezeOn = ({ fleet }) => byHand(fleet, ({ pid }) => ['kill', '-STOP', String(pid)]);
  const peers = {
    'kill -STOP by hand': await measure('kill -STOP by hand', 'signal', kill),
    'on the machine itself': await measure('SIGSTOP here', 'signal', () => bySignalHere),
  };
  const results: BenchResult[] = [];
  for (const method of ['signal', 'cgroup1', 'cgroup2'] as const) {
    const ours = await measure(`ours, ${method}`, method, async ({ fleet, host }) =>
      bySweep(fleet, await programBytes(host, 'connect-out')),
    );
    results.push(...compareFreezes({ what: `a process, ${method}`, ours, peers }));
  }
  return results;
}

type FreezeOn = (ground: ContainGround) => Freeze | Promise<Freeze>;

/** On a host of its own, so that nothing is left of the time before. */
async function measureOnce(method: Method, freezeOn: FreezeOn): Promise<FreezeMeasured> {
  const ground = await startGround({
    hosts: [{ name: 'bench', system: 'debian' }],
    ...(method === 'signal' ? {} : { freezer: method }),
  });
  try {
    const { host, group } = ground;
    const miner = await startMiner(host);
    await group?.enter(miner.pid);
    await startWakingWatchdog(host, miner.pid);
    return await measureFreeze({ host, pid: miner.pid }, await freezeOn(ground));
  } finally {
    await ground.close();
  }
}
