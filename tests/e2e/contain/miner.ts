import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { HostProcess, TestHost } from '../hosts/index.ts';
import { remove } from '../fixtures/plant/host-file.ts';
import { OUTSIDE_ADDRESS, isConnected, reachOutside } from '../fixtures/plant/outside.ts';
import { programOn } from '../fixtures/plant/programs.ts';
import { startProgram } from '../fixtures/plant/start-program.ts';
import { until } from '../fixtures/plant/until.ts';

const POOL_PORT = 33_333;

export interface MinerStart {
  readonly path?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `spin` uses a core, `work` a little of one, `pause` only holds its connection. */
  readonly mode?: 'spin' | 'work' | 'pause';
  /** Needs tools for networks, which a host of busybox has not; a core is used instead. */
  readonly egress?: boolean;
}

/** A process that every rule calls a miner: from /tmp, its file removed, busy or with a pool. */
export async function startMiner(host: TestHost, start: MinerStart = {}): Promise<HostProcess> {
  const { path = '/tmp/.ICE/ice', env = {}, mode = 'spin', egress = true } = start;
  if (egress) await reachOutside(host);
  const process = await startProgram(host, {
    ...{ path, env, cwd: '/tmp', hot: mode === 'spin' },
    program: egress ? 'connect-out' : 'spin',
    args: egress ? [mode, OUTSIDE_ADDRESS, String(POOL_PORT)] : [],
  });
  await remove(host, path);
  if (egress) await until('the pool', () => isConnected(host, process.pid, POOL_PORT));
  return process;
}

/** The bytes of a program of the fixtures, as it was planted. */
export async function programBytes(host: TestHost, program: string): Promise<Buffer> {
  return readFileSync(join(host.rootDir, await programOn(host, program)));
}
