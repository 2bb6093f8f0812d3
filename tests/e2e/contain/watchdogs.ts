import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TestHost } from '../hosts/index.ts';
import { command } from '../fixtures/plant/command.ts';
import { remove, writeFile } from '../fixtures/plant/host-file.ts';
import { OUTSIDE_ADDRESS, reachOutside } from '../fixtures/plant/outside.ts';
import { startProgram } from '../fixtures/plant/start-program.ts';
import { until } from '../fixtures/plant/until.ts';
import { procFile } from './ticks.ts';

const SCRIPT = readFileSync(join(import.meta.dirname, 'watchdogs.sh'), 'utf8');
const POOL_PORT = '33333';

/** Two processes that wake and replace each other. */
export interface Watchdogs {
  /** One of the pair, by its number on the host. */
  readonly pid: number;
  /** The pair and every copy that there is now. */
  readonly all: () => Promise<number[]>;
}

/** What puts a process where it is wanted before it starts others. */
export type Place = (pid: number) => Promise<void>;

/** A pair of a binary that was deleted, with a connection to a pool. */
export async function startDeletedPair(host: TestHost, place: Place): Promise<Watchdogs> {
  await reachOutside(host);
  const path = '/tmp/.guard/guard';
  const args = [OUTSIDE_ADDRESS, POOL_PORT];
  const first = await startProgram(host, { program: 'watchdogs', path, args, cwd: '/tmp' });
  await remove(host, path);
  const pair: Watchdogs = { pid: first.pid, all: () => withWord(host, path) };
  return placed(pair, place);
}

/** A pair of shells that run one script. */
export async function startScriptPair(host: TestHost, place: Place): Promise<Watchdogs> {
  const path = '/tmp/.pair/pair.sh';
  await writeFile(host, path, SCRIPT, '755');
  await writeFile(host, '/tmp/.pair/one.beat', '');
  await writeFile(host, '/tmp/.pair/two.beat', '');
  const one = await host.spawn([path, 'one', 'two']);
  await host.spawn([path, 'two', 'one']);
  return placed({ pid: one.pid, all: () => withWord(host, path) }, place);
}

async function placed(pair: Watchdogs, place: Place): Promise<Watchdogs> {
  await until('the pair', async () => (await pair.all()).length >= 2);
  for (const pid of await pair.all()) await place(pid);
  return pair;
}

/** Processes of a host among whose words is a path. */
async function withWord(host: TestHost, path: string): Promise<number[]> {
  const list = await command(host, ['ls', '/proc']);
  return list
    .split('\n')
    .map(Number)
    .filter((pid) => pid > 0 && procFile(host, pid, 'cmdline').split('\0').includes(path));
}
