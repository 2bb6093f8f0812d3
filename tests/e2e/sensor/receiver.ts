import { createServer, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';

import {
  BATCH,
  decodeLogsRequest,
  encodeLogsResponse,
  type ExecutionBatch,
  executionBatches,
} from '@vedette/core';

import { until } from '../hosts/index.ts';

const LOOPBACK = '127.0.0.1';

/** An OTLP/HTTP receiver that counts each batch once, by its id, as a server does. */
export interface Receiver {
  readonly port: number;
  readonly url: string;
  readonly batches: ReadonlyMap<string, ExecutionBatch>;
  /** Batches that came again. */
  readonly repeats: () => number;
  /** Everything that was received, as it came out of gzip, and with the headers. */
  readonly everything: () => Buffer;
  readonly until: (
    done: (batches: ReadonlyMap<string, ExecutionBatch>) => boolean,
  ) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Listens; with a port of before, where the sensor still looks for it.
 *
 * @param hangUps requests that are taken and then not answered, so that they are repeated
 */
export async function startReceiver({ port = 0, hangUps = 0 } = {}): Promise<Receiver> {
  const batches = new Map<string, ExecutionBatch>();
  const bodies: Buffer[] = [];
  let repeats = 0;
  let unanswered = hangUps;
  const take = (headers: IncomingHttpHeaders, body: Buffer): void => {
    bodies.push(Buffer.from(JSON.stringify(headers)), body);
    const request = decodeLogsRequest(body);
    if (!request.ok) throw new Error(request.problem);
    for (const batch of executionBatches(request.value)) {
      const id = batch.id ?? '';
      if (id === '' || id !== headers[BATCH.idHeader]) throw new Error('a batch without its id');
      if (batch.rejected > 0) throw new Error(batch.problem);
      if (batches.has(id)) repeats += 1;
      else batches.set(id, batch);
    }
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      take(request.headers, gunzipSync(Buffer.concat(chunks)));
      unanswered -= 1;
      if (unanswered >= 0) {
        request.socket.destroy();
        return;
      }
      response.writeHead(200, { 'content-type': 'application/x-protobuf' });
      response.end(encodeLogsResponse({ rejectedLogRecords: 0, errorMessage: '' }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return {
    port: address.port,
    url: `http://${LOOPBACK}:${address.port}`,
    batches,
    repeats: () => repeats,
    everything: () => Buffer.concat(bodies),
    async until(done) {
      if (!(await until(() => done(batches), Boolean))) throw new Error('what should come did not');
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
