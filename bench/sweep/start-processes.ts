import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const SLEEPERS = join(import.meta.dirname, 'sleepers.pl');

export interface StandingProcesses {
  /** How many processes the machine has, counted after the start. */
  readonly count: number;
  stop(): Promise<void>;
}

/** Brings the machine to about `total` processes, kernel threads included, as a sweep counts them. */
export async function startProcesses(total: number): Promise<StandingProcesses> {
  const missing = Math.max(0, total - countProcesses() - 1);
  const child = spawn('perl', [SLEEPERS, String(missing)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => Promise.reject(new Error(`cannot start ${missing} processes`))),
  ]);
  return {
    count: countProcesses(),
    async stop() {
      child.stdin.end('\n');
      await ended;
    },
  };
}

function countProcesses(): number {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length;
}
