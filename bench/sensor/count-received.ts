import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';

import { decodeLogsRequest, executionBatches, logsRequestFromJson } from '@vedette/core';

const LOOPBACK = '127.0.0.1';

/** A receiver that counts what it is sent, and keeps the arguments. */
export interface CountingReceiver {
  readonly url: string;
  /** Events, and the bytes of the bodies that they came in. */
  readonly counts: () => { readonly events: number; readonly bytes: number };
  readonly argvs: () => string;
  readonly close: () => Promise<void>;
}

export async function startCountingReceiver(): Promise<CountingReceiver> {
  let events = 0;
  let bytes = 0;
  const argvs: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const plain = gunzipSync(body);
      const json = request.headers['content-type'] === 'application/json';
      const read = json ? logsRequestFromJson(plain.toString()) : decodeLogsRequest(plain);
      if (!read.ok) throw new Error(read.problem);
      bytes += body.length;
      for (const batch of executionBatches(read.value)) {
        events += batch.events.length;
        argvs.push(...batch.events.map(({ argv }) => argv.join(' ')));
      }
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, LOOPBACK, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return {
    url: `http://${LOOPBACK}:${address.port}`,
    counts: () => ({ events, bytes }),
    argvs: () => argvs.join('\n'),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
