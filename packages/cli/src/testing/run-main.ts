import { main } from '../main.ts';
import type { Surroundings } from '../surroundings.ts';

/** What a command did. */
export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  /** stdout as it was written, where it need not be text. */
  readonly bytes: Buffer;
  readonly stderr: string;
}

/** Runs a command in this process with surroundings of its own. */
export async function runMain(
  argv: readonly string[],
  other: Partial<Omit<Surroundings, 'stdout' | 'stderr'>> = {},
  terminal: { readonly columns?: number } = {},
): Promise<Run> {
  const written: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  const outputTo = (name: 'stdout' | 'stderr') => ({
    write: (data: string | Uint8Array): void => {
      written[name].push(Buffer.from(data));
    },
    isTerminal: terminal.columns !== undefined,
    columns: terminal.columns,
  });
  const exitCode = await main({
    argv,
    env: {},
    cwd: '/',
    clock: { epochMs: () => Date.now(), monotonicMs: () => performance.now() },
    random: () => 0.5,
    user: 'ann',
    onInterrupt: () => () => undefined,
    ...other,
    stdout: outputTo('stdout'),
    stderr: outputTo('stderr'),
  });
  const bytes = Buffer.concat(written.stdout);
  const stderr = Buffer.concat(written.stderr).toString();
  return { exitCode, bytes, stdout: bytes.toString(), stderr };
}
