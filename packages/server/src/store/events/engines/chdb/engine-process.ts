import { Socket } from 'node:net';

import { Session } from 'chdb';

import { createFrameReader, encodeFrame } from './frames.ts';
import { type EngineAnswer, EngineRequest } from './messages.ts';

/**
 * The process around chDB. The engine is native code of half a gigabyte: in a process of its own
 * it cannot take the server down with it, its memory can be bounded and given back, and a question
 * that never ends is ended by ending the process, which loses nothing that was acknowledged.
 */

/** A duplex pipe to the server; its end is the end of the server. */
const SERVER_FD = 3;
/** Where the engine itself refuses an allocation; the process is about 300 MB when idle. */
const ENGINE_MEMORY_BYTES = 2_000_000_000;
const MARK_CACHE_BYTES = 64_000_000;
const MERGE_THREADS = 2;
const EMPTY = new Uint8Array(0);

// Ctrl-C and a service manager tell every process of the group; the server stops in order, and needs
// its engine for that. The end of the pipe is what ends this one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

const server = new Socket({ fd: SERVER_FD });
const session = openSession(process.argv[2] ?? '');
if (session !== undefined) {
  server.on(
    'data',
    createFrameReader(({ head, body }) => {
      void take(session, EngineRequest.parse(head), body);
    }),
  );
  send({ id: 0, ok: true });
}
// Not `process.exit`: it waits for threads of the engine, which may be long at work; and what is
// not acknowledged yet may end anywhere.
server.on('close', () => process.kill(process.pid, 'SIGKILL'));
server.on('error', () => process.kill(process.pid, 'SIGKILL'));

function openSession(folder: string): Session | undefined {
  try {
    return new Session(folder, {
      connectionArgs: [
        '--async_load_databases=0',
        `--max_server_memory_usage=${ENGINE_MEMORY_BYTES}`,
        `--mark_cache_size=${MARK_CACHE_BYTES}`,
        `--background_pool_size=${MERGE_THREADS}`,
      ],
    });
  } catch (error) {
    send({ id: 0, ok: false, message: String(error) });
    server.resume();
    return undefined;
  }
}

async function take(session: Session, request: EngineRequest, body: Uint8Array): Promise<void> {
  const { id } = request;
  try {
    send({ id, ok: true }, await answer(session, request, body));
    if (request.do === 'close') server.end();
  } catch (error) {
    send({ id, ok: false, message: String(error) });
  }
}

async function answer(
  session: Session,
  request: EngineRequest,
  body: Uint8Array,
): Promise<Uint8Array> {
  switch (request.do) {
    case 'run': {
      const format = { format: 'JSONEachRow' };
      const result =
        Object.keys(request.params).length === 0
          ? await session.queryAsync(request.sql, format)
          : await session.queryBindAsync(request.sql, request.params, format);
      return result.bytes();
    }
    case 'insert':
      await session.insert({
        table: request.table,
        columns: request.columns,
        settings: request.settings,
        values: body,
        format: 'JSONCompactEachRow',
      });
      return EMPTY;
    case 'close':
      session.close();
      return EMPTY;
  }
}

function send(answer: EngineAnswer, body: Uint8Array = EMPTY): void {
  for (const part of encodeFrame({ head: answer, body })) server.write(part);
}
