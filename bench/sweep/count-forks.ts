import { spawnSync } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';

/**
 * Counts the processes that a command starts, itself included, in a run of its own under strace:
 * the machine's own counter would count everybody's.
 */
export function countForks(argv: readonly string[], inputFile = '/dev/null'): number | string {
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
      maxBuffer: 256 * 2 ** 20,
    },
  );
  closeSync(input);
  if (error !== undefined) return `could not count: strace: ${error.message}`;
  // A call shown in two parts has its result, the new process, in the second.
  const threads = /CLONE_THREAD/;
  const started = stderr
    .split('\n')
    .filter((line) => /\b(?:clone3?|v?fork)\b.*= [1-9]\d*$/.test(line) && !threads.test(line));
  return started.length + 1;
}
