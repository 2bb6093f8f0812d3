import { Agent, request } from 'node:http';

import type { Body } from './make-bodies.ts';

const MS_PER_SECOND = 1_000;
const ACKNOWLEDGED = 200;
const RETRY_STATUS = 503;

/** What a load came to. */
export interface LoadResult {
  readonly events: number;
  readonly seconds: number;
  /** Of each acknowledged batch, in ms. */
  readonly latenciesMs: readonly number[];
  /** Times that the server asked to come again later. */
  readonly postponed: number;
}

/** Sends every body once, so many at the same time; what is postponed is sent again. */
export async function sendAll(
  target: { readonly port: number; readonly token: string },
  bodies: readonly Body[],
  atOnce: number,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const latenciesMs: number[] = [];
  const queue = bodies.values();
  let events = 0;
  let postponed = 0;
  const startMs = performance.now();
  const sender = async (): Promise<void> => {
    for (const body of queue) {
      const sentMs = performance.now();
      for (;;) {
        const { status, retryAfterMs } = await post(target, agent, body);
        if (status === ACKNOWLEDGED) break;
        if (status !== RETRY_STATUS) throw new Error(`a batch was answered with ${status}`);
        postponed += 1;
        await new Promise((resolve) => {
          setTimeout(resolve, retryAfterMs);
        });
      }
      latenciesMs.push(performance.now() - sentMs);
      events += body.events;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  agent.destroy();
  const seconds = (performance.now() - startMs) / MS_PER_SECOND;
  return { events, seconds, latenciesMs, postponed };
}

function post(
  { port, token }: { readonly port: number; readonly token: string },
  agent: Agent,
  { id, gzipped }: Body,
): Promise<{ readonly status: number; readonly retryAfterMs: number }> {
  return new Promise((resolve, reject) => {
    const sending = request(
      {
        ...{ agent, port, host: '127.0.0.1', method: 'POST', path: '/v1/logs' },
        headers: {
          ...{ authorization: `Bearer ${token}`, 'vedette-batch-id': id },
          ...{ 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' },
          'content-length': gzipped.length,
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => {
          const retryAfterMs = Number(response.headers['retry-after'] ?? 0) * MS_PER_SECOND;
          resolve({ status: response.statusCode ?? 0, retryAfterMs });
        });
      },
    );
    sending.on('error', reject);
    sending.end(gzipped);
  });
}
