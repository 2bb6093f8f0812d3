import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TestHost } from '../hosts/index.ts';
import {
  type Container,
  processWith,
  startContainer,
} from '../fixtures/containers/plant/container.ts';
import { TOOLS, WORK } from '../fixtures/containers/plant/engine.ts';
import { untilHot } from '../fixtures/plant/start-process.ts';

const PATH = '/tmp/kdevtmpfsi';
/**
 * A shell with the number 1 heeds no signal that it has no handler for; this one goes by TERM only
 * if it is told to. It copies a program, runs it, removes its file, and stays.
 */
const RUN =
  'cp "$1" "$2"; "$2" & until [ "$(readlink "/proc/$!/exe")" = "$2" ]; do :; done; rm "$2"; ';
const IGNORES = `trap "" TERM; ${RUN} while :; do wait; done`;
const GOES = `trap 'exit 0' TERM; ${RUN} wait`;

/** A container in which a miner runs that has removed its own file. */
export interface MinerInContainer {
  readonly container: Container;
  /** The miner, as the host numbers it. */
  readonly pid: number;
  /** The miner's program. */
  readonly bytes: Buffer;
}

export interface MinerInContainerStart {
  readonly name: string;
  /** What its first process does at TERM. */
  readonly term: 'ignores' | 'goes';
}

/** Starts a container that comes back by itself, with a miner in it. */
export async function startMinerInContainer(
  host: TestHost,
  { name, term }: MinerInContainerStart,
): Promise<MinerInContainer> {
  const argv = ['/bin/sh', '-uc', term === 'goes' ? GOES : IGNORES, 'sh', WORK, PATH];
  const container = await startContainer(host, { name, argv, options: ['--restart=always'] });
  const pid = await processWith(host, container, `${PATH} (deleted)`);
  await untilHot(host, pid);
  const bytes = readFileSync(join(host.rootDir, TOOLS, 'work'));
  return { container, pid, bytes };
}
