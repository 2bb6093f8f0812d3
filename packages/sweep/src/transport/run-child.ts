import { Readable } from 'node:stream';

import { execa } from 'execa';

import { SILENCE_MS, type TransportOutcome, type TransportRequest } from './transport.ts';

/** Time between asking a child to end and killing it. */
const FORCE_KILL_AFTER_MS = 2_000;
/** A child that does not even die of SIGKILL hangs in the kernel, and is let go. */
const GIVE_UP_AFTER_MS = 5_000;
/** The last lines of stderr say why; the rest is not kept. */
const STDERR_TAIL_BYTES = 4_096;
/** What a shell reports for a child ended by a signal, plus the signal's number. */
const SIGNAL_EXIT_BASE = 128;
const SIGKILL_NUMBER = 9;

/** The program that carries a script to a host. */
export interface ChildCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether the child also has the environment of this process. */
  readonly extendEnv: boolean;
  readonly killSignal: 'SIGTERM' | 'SIGKILL';
}

/** How a child ended: by itself, or because of us. */
export type ChildEnd =
  | Exclude<TransportOutcome, { kind: 'unreachable' }>
  /** The program could not be started. */
  | { readonly kind: 'not-spawned'; readonly code: string; readonly message: string };

/** A child's end, with how much it had said. */
export interface ChildRun {
  readonly end: ChildEnd;
  readonly stdoutBytes: number;
}

/**
 * Runs a child in a session of its own, so that a Ctrl-C in the terminal reaches only this
 * process, which then decides; and so that ending it ends its whole process group.
 */
export async function runChild(
  command: ChildCommand,
  request: TransportRequest,
): Promise<ChildRun> {
  const { signal, timeoutMs, silenceMs = SILENCE_MS, maxBytes, onChunk } = request;
  if (signal.aborted) return { end: { kind: 'aborted' }, stdoutBytes: 0 };

  const child = execa(command.file, command.args, {
    // Bytes go to the pipe as they are; a string would be copied whole for each host.
    input: Readable.from(request.script, { objectMode: false }),
    env: { ...command.env },
    extendEnv: command.extendEnv,
    killDescendants: true,
    killSignal: command.killSignal,
    forceKillAfterDelay: FORCE_KILL_AFTER_MS,
    buffer: false,
    encoding: 'buffer',
    reject: false,
  });

  let cause: 'timed-out' | 'silent' | 'flooded' | 'aborted' | undefined;
  let giveUp: NodeJS.Timeout | undefined;
  const { nodeChildProcess } = child;
  const released = Promise.withResolvers<undefined>();
  // Others may hold the other ends: a shared connection has them until the remote side closes.
  const release = (): void => {
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
    nodeChildProcess.unref();
    released.resolve(undefined);
  };
  const end = (why: NonNullable<typeof cause>): void => {
    if (cause !== undefined) return;
    cause = why;
    child.kill();
    const hasExited = nodeChildProcess.exitCode !== null || nodeChildProcess.signalCode !== null;
    if (hasExited) release();
    else nodeChildProcess.once('exit', release);
    giveUp = setTimeout(release, GIVE_UP_AFTER_MS);
  };
  const onAbort = (): void => end('aborted');
  signal.addEventListener('abort', onAbort, { once: true });
  const timeout = setTimeout(() => end('timed-out'), timeoutMs);
  const silence = setTimeout(() => end('silent'), silenceMs);

  let stdoutBytes = 0;
  child.stdout.on('data', (chunk: Uint8Array) => {
    if (cause !== undefined) return;
    silence.refresh();
    const taken = chunk.subarray(0, maxBytes - stdoutBytes);
    stdoutBytes += taken.byteLength;
    if (!onChunk(taken) || taken.byteLength < chunk.byteLength) end('flooded');
  });
  let stderrTail = Buffer.alloc(0);
  child.stderr.on('data', (chunk: Uint8Array) => {
    stderrTail = Buffer.concat([stderrTail, chunk]).subarray(-STDERR_TAIL_BYTES);
  });

  try {
    const result = await Promise.race([child, released.promise]);
    if (cause !== undefined) return { end: { kind: cause }, stdoutBytes };
    if (result?.code !== undefined && result.exitCode === undefined && !result.isTerminated) {
      const message = result.originalMessage ?? result.code;
      return { end: { kind: 'not-spawned', code: result.code, message }, stdoutBytes };
    }
    const exitCode = result?.exitCode ?? SIGNAL_EXIT_BASE + SIGKILL_NUMBER;
    return {
      end: { kind: 'ended', exitCode, stderrTail: stderrTail.toString('utf8') },
      stdoutBytes,
    };
  } finally {
    clearTimeout(timeout);
    clearTimeout(silence);
    clearTimeout(giveUp);
    signal.removeEventListener('abort', onAbort);
  }
}
