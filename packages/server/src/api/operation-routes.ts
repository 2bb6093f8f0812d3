import { z } from 'zod';

import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import { createReadiness } from './readiness.ts';

const ANYBODY = { scope: 'anybody' } as const;
const NOT_READY = 503;
const Readiness = z.strictObject({
  ready: z.boolean(),
  /** `ok`, or what is wrong. */
  checks: z.record(z.string(), z.string()),
});

/** How the server is, for whoever runs it. */
export function addOperationRoutes(
  app: App,
  { readiness, metrics, nowMs, version }: ApiParts,
): void {
  const look = createReadiness(readiness, nowMs);
  app.route({
    method: 'GET',
    url: '/livez',
    config: ANYBODY,
    schema: {
      summary: 'Whether the process answers',
      tags: ['operation'],
      response: { 200: z.strictObject({ version: z.string() }) },
    },
    handler: async () => ({ version }),
  });
  app.route({
    method: 'GET',
    url: '/readyz',
    config: ANYBODY,
    schema: {
      summary: 'Whether everything works that the server needs; each check is really made',
      tags: ['operation'],
      response: { 200: Readiness, [NOT_READY]: Readiness },
    },
    handler: async (_request, reply) => {
      const { ready, checks } = await look();
      if (!ready) void reply.code(NOT_READY);
      return { ready, checks: { ...checks } };
    },
  });
  app.route({
    method: 'GET',
    url: '/metrics',
    config: { scope: 'view' },
    schema: {
      summary: 'Counters in the text format of Prometheus',
      tags: ['operation'],
      response: {
        200: {
          description: 'Metrics',
          content: { 'text/plain': { schema: z.string() } },
        },
      },
    },
    handler: async (_request, reply) =>
      reply
        .type(metrics.registry.contentType)
        .serializer(String)
        .send(await metrics.registry.metrics()),
  });
  app.route({
    method: 'GET',
    url: '/openapi.json',
    config: ANYBODY,
    schema: { hide: true },
    handler: async (_request, reply) =>
      reply.type('application/json').serializer(JSON.stringify).send(app.swagger()),
  });
}
