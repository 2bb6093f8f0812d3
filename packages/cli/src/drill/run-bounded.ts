import { spawn } from 'node:child_process';
import { once } from 'node:events';

import type { Keeper } from './keeper.ts';

/** Nothing of the user's surroundings: no start-up files, no secrets, no language of errors. */
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

/** What is started for a while. */
export interface BoundedCommand {
  readonly argv: readonly string[];
  /** After so long it is ended by a process of its own, whatever became of the drill. */
  readonly secondsMax: number;
  /** Working directory and home. */
  readonly folder: string;
  readonly keeper: Keeper;
}

/** A process group that cannot outlive its time. */
export interface BoundedProcess {
  /** Its exit code, or null where a signal ended it or it could not be started. */
  readonly ended: Promise<number | null>;
  readonly isRunning: () => boolean;
  /** Ends the group at once. Idempotent. */
  readonly end: () => Promise<void>;
}

/** Starts a command in a process group of its own, without a terminal, for a bounded time. */
export function runBounded(command: BoundedCommand): BoundedProcess {
  const { argv, secondsMax, folder, keeper } = command;
  const child = spawn('timeout', ['-s', 'KILL', String(secondsMax), ...argv], {
    ...{ cwd: folder, detached: true, stdio: 'ignore' },
    env: { ...ENVIRONMENT, HOME: folder },
  });
  const { pid: group } = child;
  if (group !== undefined) keeper.add(group);
  let isRunning = group !== undefined;
  const wait = async (): Promise<number | null> => {
    try {
      await once(child, 'exit');
    } catch {
      // There is no such program.
    }
    isRunning = false;
    if (group !== undefined) keeper.drop(group);
    return child.exitCode;
  };
  const ended = wait();
  return {
    ended,
    isRunning: () => isRunning,
    end: async () => {
      if (group !== undefined && isRunning) endGroup(group);
      await ended;
    },
  };
}

function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
