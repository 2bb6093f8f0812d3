import type { IncomingMessage } from 'node:http';

/** The connection's other end, for the plugin: whatever a client sends under this name is dropped. */
export const PEER_HEADER = 'x-example-peer';

const BODY_BYTES_MAX = 64 * 1024;

/** A body that is larger than any form of this application. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** A request of node:http as the web's own kind, which better-auth reads. */
export async function readRequest(incoming: IncomingMessage, origin: string): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  headers.set(PEER_HEADER, incoming.socket.remoteAddress ?? '');
  const { method = 'GET', url = '/' } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(url, origin), {
    method,
    headers,
    ...(hasBody ? { body: await readBody(incoming) } : {}),
  });
}

async function readBody(incoming: IncomingMessage): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a request was read as text');
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES_MAX) throw new TooLarge();
    chunks.push(new Uint8Array(chunk));
  }
  return new Blob(chunks);
}
