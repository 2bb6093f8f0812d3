import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** Enough for the probe; a trace of a peer would take minutes. */
const TRACE_BYTES_MAX = 64 * 2 ** 20;

/**
 * Counts the processes that a command starts, itself included, in a run of its own under strace:
 * the machine's own counter would count everybody's.
 */
export function countForks(argv: readonly string[], inputFile: string): number | string {
  const input = openSync(inputFile, 'r');
  const { error, stderr } = spawnSync(
    'strace',
    [
      '-f',
      '-qq',
      '--seccomp-bpf',
      '-e',
      'trace=clone,clone3,fork,vfork',
      '-e',
      'signal=none',
      ...argv,
    ],
    {
      cwd: '/',
      encoding: 'utf8',
      stdio: [input, 'pipe', 'pipe'],
      maxBuffer: TRACE_BYTES_MAX,
    },
  );
  closeSync(input);
  if (error !== undefined) return `could not count: strace: ${error.message}`;
  // A call shown in two parts has its result, the new process, in the second.
  const started = stderr
    .split('\n')
    .filter((line) => /\b(?:clone3?|v?fork)\b.*= [1-9]\d*$/.test(line))
    .filter((line) => !line.includes('CLONE_THREAD'));
  return started.length + 1;
}

/** All processes and threads that this machine has started since it booted. */
export function startedOnMachine(): number {
  return Number(/^processes (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]);
}
