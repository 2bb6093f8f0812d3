import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SOURCE = join(import.meta.dirname, 'exec-loop.c');
const NS_PER_S = 1e9;
const run = promisify(execFile);

/** How many executions, and how fast. */
export interface LoopOptions {
  /** In the arguments of each. */
  readonly mark: string;
  readonly count: number;
  readonly workers?: number;
  /** 0: as fast as it can. */
  readonly perSecond?: number;
}

/** Executes a program many times; the seconds that it took. */
export type ExecLoop = (options: LoopOptions) => Promise<number>;

/** Static, so that the loop is made of what is measured rather than of the dynamic linker. */
export function buildExecLoop(folder: string): ExecLoop {
  const program = join(folder, 'exec-loop');
  execFileSync('cc', ['-O1', '-Wall', '-Werror', '-static', '-o', program, SOURCE]);
  return async ({ mark, count, workers = 1, perSecond = 0 }) => {
    const { stdout } = await run(program, [mark, '0', ...[count, workers, perSecond].map(String)]);
    return Number(stdout) / NS_PER_S;
  };
}
