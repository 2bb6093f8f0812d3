import { createServer, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';

import {
  BATCH,
  decodeLogsRequest,
  encodeLogsResponse,
  type ExecutionBatch,
  type ExecutionEvent,
  executionBatches,
  logsRequestFromJson,
} from '@vedette/core';

/** How the receiver answers one request. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Takes the batch and hangs up without a word. */
  readonly hangUp?: boolean;
}

/** An OTLP receiver that counts every batch once, as the server does. */
export interface Receiver {
  readonly url: string;
  readonly batches: Map<string, ExecutionBatch>;
  readonly requests: IncomingMessage[];
  readonly events: () => ExecutionEvent[];
  /** Resolves as soon as the condition holds, which is looked at after each request. */
  readonly until: (condition: () => boolean) => Promise<void>;
  /** Answers for the next requests; then all is taken. */
  readonly answers: Answer[];
  readonly close: () => Promise<void>;
}

const TAKEN: Answer = { status: 200 };

export async function startReceiver(port = 0): Promise<Receiver> {
  const batches = new Map<string, ExecutionBatch>();
  const requests: IncomingMessage[] = [];
  const answers: Answer[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push(request);
      const answer = answers.shift() ?? TAKEN;
      if (answer.status === 200) keep(batches, request, gunzipSync(Buffer.concat(chunks)));
      if (answer.hangUp === true) request.socket.destroy();
      else {
        response.writeHead(answer.status, {
          'content-type': 'application/x-protobuf',
          ...answer.headers,
        });
        response.end(
          answer.body ?? encodeLogsResponse({ rejectedLogRecords: 0, errorMessage: '' }),
        );
      }
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  // A test that failed before it closed the receiver must still end.
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    batches,
    requests,
    answers,
    events: () => [...batches.values()].flatMap(({ events }) => events),
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function keep(
  batches: Map<string, ExecutionBatch>,
  { headers }: IncomingMessage,
  body: Buffer,
): void {
  const json = headers['content-type'] === 'application/json';
  const request = json ? logsRequestFromJson(body.toString()) : decodeLogsRequest(body);
  if (!request.ok) throw new Error(request.problem);
  for (const batch of executionBatches(request.value)) {
    if (batch.id === undefined || batch.id !== headers[BATCH.idHeader]) {
      throw new Error('the batch id of the header is not that of the scope');
    }
    batches.set(batch.id, batch);
  }
}
