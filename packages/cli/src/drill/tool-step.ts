import type { ServerFinding, StoredEvent } from '@vedette/server';

import { shellWord } from '../shell-word.ts';
import { type DrillResult, found, missed } from './drill-result.ts';
import { type DrillScene, FOUND_WITHIN_MS } from './drill-scene.ts';
import { inWorkload } from './in-workload.ts';
import { poll } from './poll.ts';
import { runBounded } from './run-bounded.ts';
import { copyShell } from './scratch.ts';
import { drillEvents, findingOf } from './stored-findings.ts';

const SECONDS_MAX = 10;
/** It does nothing: what follows are words that nobody reads. */
const ARGUMENTS = ['-c', ':', 'scan', '--targets', '127.0.0.0/8', '--ports', '1-1024'];

/** A program that the web workload has never run, from a place that anybody may write to. */
export async function toolStep(scene: DrillScene, cgroup: string): Promise<DrillResult> {
  const { folder, keeper, stop, clock } = scene;
  const program = await copyShell(folder, 'drill-scanner');
  const sinceMs = clock.epochMs();
  const startMs = clock.monotonicMs();
  const command = [program, ...ARGUMENTS];
  scene.say(`cp /bin/sh ${program}`);
  scene.say(`${command.map(shellWord).join(' ')}    # in the web workload`);
  const argv = inWorkload(cgroup, command);
  await runBounded({ argv, secondsMax: SECONDS_MAX, folder, keeper }).ended;
  let seen: StoredEvent | undefined;
  const look = async (): Promise<ServerFinding | undefined> => {
    const events = await drillEvents(scene, sinceMs);
    const own = events.filter(({ event }) => event.exe === program);
    seen = own[0] ?? seen;
    return findingOf(scene, own);
  };
  const finding = await poll(look, { forMs: FOUND_WITHIN_MS, stop });
  if (finding !== undefined) {
    return found('tool', { finding, ms: clock.monotonicMs() - startMs });
  }
  return missed('tool', whyNot(seen));
}

function whyNot(seen: StoredEvent | undefined): string {
  if (seen === undefined) return 'its execution was not told';
  return `its execution was told, with score ${seen.score ?? 'none'} of ${seen.threshold ?? 'none'}`;
}
