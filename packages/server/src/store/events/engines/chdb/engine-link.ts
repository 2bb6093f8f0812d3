import { type ChildProcess, spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { createFrameReader, encodeFrame, FRAME_BYTES_MAX } from './frames.ts';
import { EngineAnswer, type EngineRequest } from './messages.ts';

const PROGRAM = fileURLToPath(new URL('engine-process.ts', import.meta.url));
const SERVER_FD = 3;
/** The last words of a process that crashed. */
const LAST_WORDS_LENGTH_MAX = 2_000;
const EMPTY = new Uint8Array(0);

type Ask = EngineRequest extends infer R
  ? R extends { id: number }
    ? Omit<R, 'id'>
    : never
  : never;

/** The process is gone, or had to be ended: whether it did what it was asked is not known. */
export class EngineLost extends Error {
  override readonly name = 'EngineLost';
}

/** One life of the engine's process. */
export interface EngineLink {
  readonly pid: number;
  readonly alive: boolean;
  /** Rejects with the engine's own words, or with EngineLost. */
  ask(
    ask: Ask,
    options: { readonly body?: Uint8Array; readonly withinMs: number },
  ): Promise<Uint8Array>;
  /** Lets the engine put away what it holds, and ends the process; resolves when it is gone. */
  close(withinMs: number): Promise<void>;
}

interface Waiting {
  readonly resolve: (body: Uint8Array) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Starts the process on a folder; resolves when the engine has it open. */
export async function startEngine(folder: string, withinMs: number): Promise<EngineLink> {
  const child = spawn(process.execPath, [PROGRAM, folder], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // Ctrl-C goes to the whole group of a terminal: the engine is needed until the server is done.
    detached: true,
    // It must not read our secrets, nor what the user set for another Node.
    env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', TZ: 'UTC' },
  });
  const waiting = new Map<number, Waiting>();
  const started = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  let alive = true;
  let lastId = 0;
  let lastWords = '';

  const settle = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    if (found === undefined) return undefined;
    waiting.delete(id);
    clearTimeout(found.timer);
    return found;
  };
  const lose = (why: string): void => {
    alive = false;
    const error = new EngineLost(lastWords === '' ? why : `${why}: ${lastWords}`);
    started.reject(error);
    for (const id of [...waiting.keys()]) settle(id)?.reject(error);
  };
  const kill = (why: string): void => {
    lose(why);
    child.kill('SIGKILL');
  };
  const read = createFrameReader(({ head, body }) => {
    const answer = EngineAnswer.parse(head);
    if (answer.id === 0) {
      if (answer.ok) started.resolve();
      else started.reject(new Error(answer.message));
      return;
    }
    const asked = settle(answer.id);
    if (answer.ok) asked?.resolve(body);
    else asked?.reject(new Error(answer.message));
  });

  const pipe = duplexOf(child);
  pipe.on('data', (chunk: Buffer) => {
    try {
      read(chunk);
    } catch (error) {
      kill(`it answered what could not be read: ${String(error)}`);
    }
  });
  pipe.on('error', (error) => kill(`its pipe broke: ${error.message}`));
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-LAST_WORDS_LENGTH_MAX).trimStart();
  });
  child.on('error', (error) => {
    lose(`it could not be started: ${error.message}`);
    gone.resolve();
  });
  child.on('close', (code, signal) => {
    lose(`its process ended with ${signal ?? code}`);
    gone.resolve();
  });

  const timer = setTimeout(() => kill(`it did not start within ${withinMs} ms`), withinMs);
  try {
    await started.promise;
  } catch (error) {
    child.kill('SIGKILL');
    await gone.promise;
    if (error instanceof EngineLost || !(error instanceof Error)) throw error;
    // What it threw only says that it could not; why is what it wrote.
    throw new Error(`${lastWords} ${error.message}`.trim(), { cause: error });
  } finally {
    clearTimeout(timer);
  }
  const ask: EngineLink['ask'] = (ask, { body = EMPTY, withinMs }) => {
    if (!alive) return Promise.reject(new EngineLost('it is not running'));
    if (body.length >= FRAME_BYTES_MAX) return Promise.reject(new RangeError('a block too big'));
    lastId += 1;
    const id = lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const timer = setTimeout(() => kill(`no answer within ${withinMs} ms`), withinMs);
    waiting.set(id, { resolve, reject, timer });
    for (const part of encodeFrame({ head: { ...ask, id }, body })) pipe.write(part);
    return promise;
  };
  return {
    pid: child.pid ?? 0,
    get alive() {
      return alive;
    },
    ask,
    async close(withinMs) {
      // It may have ended before, or end instead of an answer: closed it is in either case.
      await Promise.allSettled([ask({ do: 'close' }, { withinMs })]);
      kill('it was closed');
      await gone.promise;
    },
  };
}

function duplexOf(child: ChildProcess): Duplex {
  const pipe = child.stdio[SERVER_FD];
  if (!(pipe instanceof Duplex)) throw new TypeError('the engine was started without its pipe');
  return pipe;
}
