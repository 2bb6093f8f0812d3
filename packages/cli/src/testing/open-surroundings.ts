import type { Surroundings } from '../surroundings.ts';

/** Surroundings for a command that is called itself, and what it wrote. */
export function openSurroundings(
  env: Surroundings['env'] = {},
  more: Partial<Pick<Surroundings, 'cwd' | 'clock'>> = {},
): {
  readonly here: Surroundings;
  readonly stdout: () => string;
  readonly stderr: () => string;
} {
  const written = { stdout: '', stderr: '' };
  const outputTo = (name: 'stdout' | 'stderr') => ({
    write: (data: string | Uint8Array): void => {
      written[name] += Buffer.from(data).toString();
    },
    isTerminal: false,
  });
  const here: Surroundings = {
    ...{ argv: [], env, cwd: '/', random: () => 0.5, user: 'ann' },
    clock: { epochMs: () => Date.now(), monotonicMs: () => performance.now() },
    onInterrupt: () => () => undefined,
    stdout: outputTo('stdout'),
    stderr: outputTo('stderr'),
    ...more,
  };
  return { here, stdout: () => written.stdout, stderr: () => written.stderr };
}
