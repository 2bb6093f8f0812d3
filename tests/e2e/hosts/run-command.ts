import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { SEARCH_PATH } from './requirements.ts';
import type { RunResult } from './test-host.ts';

/** Longest that a command may take unless its caller says otherwise. */
const COMMAND_TIMEOUT_MS = 30_000;
/** Output beyond this is a mistake of the test; the command is ended. */
const OUTPUT_MAX_BYTES = 64 * 1024 * 1024;

export interface CommandOptions {
  readonly input?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program on this machine; a time-out ends it with its descendants and rejects. */
export function runCommand(
  argv: readonly string[],
  { input = '', timeoutMs = COMMAND_TIMEOUT_MS, env = { PATH: SEARCH_PATH } }: CommandOptions = {},
): Promise<RunResult> {
  const [program = '', ...rest] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    const out = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let bytes = 0;
    const abandon = (why: string): void => {
      if (child.pid !== undefined) endTree(child.pid);
      reject(new Error(`${why}: ${argv.join(' ')}`));
    };
    const timer = setTimeout(() => abandon(`no end after ${timeoutMs} ms`), timeoutMs);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > OUTPUT_MAX_BYTES) abandon('too much output');
        else out[name].push(chunk);
      });
    }
    // A program that does not read its input is no error of the harness.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(new Error(`cannot run ${program}`, { cause }));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({
        stdout: Buffer.concat(out.stdout).toString('utf8'),
        stderr: Buffer.concat(out.stderr).toString('utf8'),
        exitCode: code ?? (signal === null ? 1 : 128),
      });
    });
  });
}

/** Runs a program that must succeed and returns its output. */
export async function mustRun(
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { exitCode, stdout, stderr } = await runCommand(argv, options);
  if (exitCode !== 0) throw new Error(`${argv.join(' ')} ended with ${exitCode}: ${stderr.trim()}`);
  return stdout;
}

/** Direct children of a process of ours. */
export function childrenOf(pid: number): number[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return list.split(' ').filter(Boolean).map(Number);
  } catch {
    // The process has ended, and so it has no children.
    return [];
  }
}

function endTree(pid: number): void {
  for (const child of childrenOf(pid)) endTree(child);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended between the look and the signal, which is what was wanted.
  }
}
