import { BATCH, VedetteError } from '@vedette/core';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { ApiLimits } from './api-limits.ts';
import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import { callerOf } from './guard.ts';
import { encodeTaken, OTLP_TYPES, otlpTypeOf } from './otlp-answer.ts';

/** A moment: those that are being read now are done by then. */
const BUSY_RETRY_SECS = 1;
const OTLP_PATHS = ['/v1/logs', '/otlp/v1/logs'];
const EVENTS_PATH = '/otlp/v1/events';
const TAGS = ['ingest'];

/** Where sensors and collectors send what they saw. */
export function addIngestRoutes(app: App, parts: ApiParts, limits: ApiLimits): void {
  void app.register(async (routes: App) => {
    boundBatches(routes, parts, limits);
    for (const url of OTLP_PATHS) {
      routes.route({
        method: 'POST',
        url,
        bodyLimit: limits.batchBytesMax,
        config: { scope: 'ingest', refusals: 'otlp' },
        schema: {
          summary: 'OTLP/HTTP logs, JSON or protobuf; what is answered with 200 is on the disk',
          description:
            'An ExportLogsServiceRequest, gzip allowed. Records that cannot be taken are counted in partialSuccess. Refusals are a google.rpc.Status.',
          tags: TAGS,
          consumes: [OTLP_TYPES.protobuf, OTLP_TYPES.json],
        },
        handler: async (request, reply) => take(request, reply, 'otlp'),
      });
    }
    routes.route({
      method: 'POST',
      url: EVENTS_PATH,
      bodyLimit: limits.batchBytesMax,
      config: { scope: 'ingest' },
      schema: {
        summary: 'A bare JSON array of events, as the published agent sends them',
        tags: TAGS,
        consumes: [OTLP_TYPES.json],
      },
      handler: async (request, reply) => take(request, reply, 'events'),
    });
  });

  async function take(
    request: FastifyRequest,
    reply: FastifyReply,
    form: 'otlp' | 'events',
  ): Promise<FastifyReply> {
    const { headers, body } = request;
    const batchId = headers[BATCH.idHeader];
    const answer = await parts.accept({
      ...{ org: callerOf(request).org, form },
      contentType: headers['content-type'],
      contentEncoding: headers['content-encoding'],
      batchId: typeof batchId === 'string' ? batchId : undefined,
      body: Buffer.isBuffer(body) ? body : new Uint8Array(),
    });
    const type = form === 'otlp' ? otlpTypeOf(headers['content-type']) : OTLP_TYPES.json;
    return reply.type(type).send(encodeTaken(type, answer));
  }
}

/** Bodies are read as they are, and only so many of them at the same time. */
function boundBatches(
  routes: App,
  { metrics }: ApiParts,
  { batchBytesMax, batchesAtOnceMax }: ApiLimits,
): void {
  routes.removeAllContentTypeParsers();
  // Which types can be read is for the reader to say, who knows them all.
  routes.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: batchBytesMax },
    (_request, body, done) => done(null, body),
  );
  let reading = 0;
  const counted = new WeakSet<FastifyRequest>();
  routes.addHook('onRequest', async (request, reply) => {
    if (reading >= batchesAtOnceMax) {
      metrics.postponedBatches.inc({ reason: 'too-many-at-once' });
      throw new VedetteError('server-busy', {
        problem: `${reading} batches are being read`,
        retryAfterSecs: BUSY_RETRY_SECS,
      });
    }
    reading += 1;
    counted.add(request);
    // However it ends, also when the sender goes away.
    reply.raw.once('close', () => {
      if (counted.delete(request)) reading -= 1;
    });
  });
}
