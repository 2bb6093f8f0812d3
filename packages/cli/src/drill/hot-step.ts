import { rm } from 'node:fs/promises';

import { VedetteError } from '@vedette/core';
import type { ServerFinding } from '@vedette/server';
import { z } from 'zod';

import { shellWord } from '../shell-word.ts';
import { type DrillResult, found, missed, skipped } from './drill-result.ts';
import { type DrillScene, FOUND_WITHIN_MS } from './drill-scene.ts';
import { pause, poll } from './poll.ts';
import { processOf } from './process-of.ts';
import { type BoundedProcess, runBounded } from './run-bounded.ts';
import { copyShell } from './scratch.ts';
import { sweepFindingAbout } from './stored-findings.ts';

/**
 * CPU time is bounded by the kernel, too. It is not niced: beside other work it would get less than
 * its share of a core, and a sweep rightly does not call that hot.
 */
const HOT = 'ulimit -t "$1"; shift; exec "$@"';
const SPIN = 'while :; do :; done';
const STARTED_WITHIN_MS = 5_000;
/** So long a core is used before it is asked for a sweep: what has just begun is not told as hot. */
const WARM_MS = 3_000;
/** A sweep that has not found it to be certain by then is asked for again. */
const SWEEP_AGAIN_MS = 5_000;
/** On a busy machine its share of a core may vary: for so long a more certain answer is waited for. */
const CERTAIN_WITHIN_MS = 15_000;
const ASK_AGAIN_MS = 1_000;

const UNTOLD = 'no sweep told of it: is this host in the inventory of the server?';

const Started = z.object({ started: z.boolean() });

/** The step, and what still runs of it. */
export interface HotStep {
  readonly result: DrillResult;
  readonly running: BoundedProcess | null;
}

/** A copied program, deleted while it runs hot, that the next sweep has to find. */
export async function hotStep(scene: DrillScene): Promise<HotStep> {
  const { folder, keeper, stop, clock, hotSecondsMax: secondsMax } = scene;
  const program = await copyShell(folder, 'drill-hot');
  const argv = ['/bin/sh', '-c', HOT, 'sh', String(secondsMax), program, '-c', SPIN];
  const startMs = clock.monotonicMs();
  const running = runBounded({ argv, secondsMax, folder, keeper });
  const look = { forMs: STARTED_WITHIN_MS, stop, everyMs: 50 };
  const pid = await poll(() => processOf(program), look);
  scene.say(`cp /bin/sh ${program}`);
  scene.say(`${program} -c ${shellWord(SPIN)}    # for ${secondsMax} s at most`);
  if (pid === undefined) {
    return { result: skipped('hot', `no program can be run in ${folder}: noexec?`), running: null };
  }
  await rm(program);
  scene.say(`rm ${program}    # process ${pid} goes on`);
  await pause(WARM_MS, stop);
  const refused = await askForSweep(scene);
  if (refused !== undefined) return { result: skipped('hot', refused), running };
  const told = await awaitFinding(scene, program, startMs);
  if (told === undefined) return { result: missed('hot', UNTOLD, pid), running };
  return { result: found('hot', { ...told, pid }), running };
}

/** What sweeps say of it, as certain as they get, and when they first said anything. */
async function awaitFinding(
  scene: DrillScene,
  program: string,
  startMs: number,
): Promise<{ readonly finding: ServerFinding; readonly ms: number } | undefined> {
  const { clock, stop } = scene;
  const goneMs = (): number => clock.monotonicMs() - startMs;
  let askedMs = clock.monotonicMs();
  let firstMs: number | undefined;
  const look = async (): Promise<ServerFinding | undefined> => {
    const finding = await sweepFindingAbout(scene, program);
    if (finding !== undefined) firstMs ??= goneMs();
    const isCertain = finding?.disposition === 'slam-dunk' || goneMs() > CERTAIN_WITHIN_MS;
    if (isCertain && finding !== undefined) return finding;
    if (clock.monotonicMs() - askedMs > SWEEP_AGAIN_MS) {
      await askForSweep(scene);
      askedMs = clock.monotonicMs();
    }
    return undefined;
  };
  const finding = await poll(look, { forMs: FOUND_WITHIN_MS - goneMs(), stop });
  return finding === undefined ? undefined : { finding, ms: firstMs ?? goneMs() };
}

/** Asks until a sweep begins that cannot have begun before; what the server refused, else. */
async function askForSweep({ server, stop, say }: DrillScene): Promise<string | undefined> {
  const ask = async (): Promise<true | undefined> => {
    const { started } = await server.post('/v1/hosts/sweep', { body: {}, schema: Started });
    return started ? true : undefined;
  };
  try {
    const isBegun = await poll(ask, { forMs: FOUND_WITHIN_MS, stop, everyMs: ASK_AGAIN_MS });
    if (isBegun === true) say('the server was asked to sweep now (POST /v1/hosts/sweep)');
    return undefined;
  } catch (error) {
    if (error instanceof VedetteError && error.code === 'server-refused') return error.message;
    throw error;
  }
}
