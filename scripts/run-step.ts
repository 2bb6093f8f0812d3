import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseTally, type Tally } from './tally.ts';

export const REPOSITORY = join(import.meta.dirname, '..');
const BIN = join(REPOSITORY, 'node_modules/.bin');

/**
 * Hundreds of processes load the same sources: each compiles them once for all. In a folder of this
 * run alone, because who can write there decides what is run.
 */
const COMPILED = mkdtempSync(join(tmpdir(), 'vedette-compiled-'));
process.once('exit', () => rmSync(COMPILED, { recursive: true, force: true }));

/** A runaway step must not fill the memory of the machine that checks; the end is what tells. */
const OUTPUT_CHARS_MAX = 4_000_000;

/** One thing that is run and either succeeds or does not. */
export interface Step {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  readonly timeoutMs: number;
  /** The step runs tests, so its output must end with a tally. */
  readonly tests?: true;
}

export interface StepResult {
  readonly step: Step;
  readonly ok: boolean;
  /** Standard output and error, in the order they came. */
  readonly output: string;
  readonly durationMs: number;
  readonly tally: Tally | undefined;
}

/** Process groups under way, ended with us so that nothing is left behind. */
const running = new Set<number>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const group of running) endGroup(group);
    process.exit(130);
  });
}

/**
 * Runs a step in a process group of its own, without standard input, and ends the group when the
 * step takes too long. `onOutput` sees the output as it comes.
 */
export async function runStep(
  step: Step,
  onOutput: (text: string) => void = () => {},
): Promise<StepResult> {
  const startedAt = performance.now();
  const [command, ...args] = step.argv;
  const child = spawn(command, args, {
    cwd: REPOSITORY,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...{ PATH: `${BIN}:${process.env['PATH'] ?? ''}`, FORCE_COLOR: '0' },
      NODE_COMPILE_CACHE: COMPILED,
    },
  });
  let output = '';
  const take = (text: string): void => {
    output = `${output}${text}`.slice(-OUTPUT_CHARS_MAX);
    onOutput(text);
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr.setEncoding('utf8').on('data', take);
  const group = child.pid;
  if (group !== undefined) running.add(group);
  const timer = setTimeout(() => {
    take(`\n${step.name}: ended after ${step.timeoutMs / 1000} s\n`);
    if (group !== undefined) endGroup(group);
  }, step.timeoutMs);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      take(`${command}: ${error.message}\n`);
      resolve(null);
    });
    child.once('close', resolve);
  });
  clearTimeout(timer);
  if (group !== undefined) running.delete(group);
  const tally = step.tests ? parseTally(output) : undefined;
  const ok = code === 0 && (step.tests === undefined || tally?.failed === 0);
  return { step, ok, output, durationMs: performance.now() - startedAt, tally };
}

function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    // The group may have ended by itself between the decision and the signal.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
