import { z } from 'zod';

import { DRILL_WORKLOAD } from './drill-cgroup.ts';
import { type DrillScene, FOUND_WITHIN_MS } from './drill-scene.ts';
import { inWorkload } from './in-workload.ts';
import { poll } from './poll.ts';
import { runBounded } from './run-bounded.ts';
import { drillEvents } from './stored-findings.ts';

/** Three executions each: more than the 500 that a workload learns from at least. */
const ROUNDS = 200;
const SECONDS_MAX = 60;
/** The mark is a number, so that every drill does the same by its shape. */
const ORDINARY =
  'n=0; while [ "$n" -lt "$2" ]; do n=$((n + 1)); cat /etc/hostname; date +%s; /bin/true --drill "$1" --request "$n"; done';

/** Only what is needed of the answer, which may say more. */
const Learned = z.object({ state: z.enum(['learning', 'watching']), executions: z.number() });

/** What the drill's workload is before something unknown happens in it. */
export type WebWorkload =
  | { readonly ready: true }
  | { readonly ready: false; readonly why: string };

/**
 * Runs what a web workload does all day, really, waits until the sensor has told the server of all
 * of it, and ends the learning of this workload by hand, which else takes three days.
 */
export async function learnWebWorkload(scene: DrillScene, cgroup: string): Promise<WebWorkload> {
  const { server, mark, folder, keeper, stop, clock } = scene;
  const sinceMs = clock.epochMs();
  scene.say(`the web workload is ${cgroup}; ${ROUNDS} times, what it does all day:`);
  scene.say(`cat /etc/hostname; date +%s; /bin/true --drill ${mark} --request N`);
  const argv = inWorkload(cgroup, ['/bin/sh', '-c', ORDINARY, 'sh', String(mark), String(ROUNDS)]);
  const exitCode = await runBounded({ argv, secondsMax: SECONDS_MAX, folder, keeper }).ended;
  if (exitCode !== 0) return { ready: false, why: `its ordinary work ended with ${exitCode}` };
  const last = await poll(
    async () => (await drillEvents(scene, sinceMs)).find(({ event }) => isLast(event.argv, mark)),
    { forMs: FOUND_WITHIN_MS, stop },
  );
  if (last === undefined) return { ready: false, why: UNSEEN };
  const path = `/v1/workloads/${encodeURIComponent(DRILL_WORKLOAD)}`;
  const { state } = await server.get(path, Learned);
  if (state === 'watching') {
    scene.say('the server was told of all of them; it watches this workload already');
    return { ready: true };
  }
  const ended = await server.post(`${path}/end-learning`, { body: {}, schema: Learned });
  scene.say(`the server learned from ${ended.executions} executions what is normal`);
  scene.say('its learning was ended by hand (POST /v1/workloads/:workload/end-learning)');
  return { ready: true };
}

const UNSEEN = `the server was told nothing of what ran on this host in ${DRILL_WORKLOAD}: see vedette sensor doctor`;

function isLast(argv: readonly string[], mark: number): boolean {
  return argv.includes(String(mark)) && argv.at(-1) === String(ROUNDS);
}
