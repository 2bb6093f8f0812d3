import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { Server } from 'node:net';

/** One request as a receiver got it. */
export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real HTTP server on loopback that is told things. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves once the received fulfil it. */
  readonly until: (holds: (received: readonly Received[]) => boolean) => Promise<void>;
  /** What to answer from now on; 204 without. */
  answer: (response: ServerResponse, received: Received) => void;
}

/** Starts a receiver that takes everything, until told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const id = String(request.headers['webhook-id']);
      const one = { id, headers: request.headers, body };
      received.push(one);
      receiver.answer(response, one);
      for (const look of waiting) look();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (response) => void response.writeHead(204).end(),
    until: async (holds) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!holds(received)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

/** The port that a server listens on. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}

/** A secret for tests, and what a receiver checks with it, written from the specification. */
export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** Whether a request is signed with the secret. */
export function isSigned({ headers, body }: Received): boolean {
  const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.');
  const mac = createHmac('sha256', Buffer.alloc(32, 7)).update(signed).digest('base64');
  return headers['webhook-signature'] === `v1,${mac}`;
}
