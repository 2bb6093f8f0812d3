import { Health } from '../health/health.ts';
import { loadHealth } from '../health/load-health.ts';
import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import { callerOf } from './guard.ts';
import { createReadiness } from './readiness.ts';

/** How the server is and what it does not see, for a page. */
export function addHealthRoutes(app: App, parts: ApiParts): void {
  const look = createReadiness(parts.readiness, parts.nowMs);
  app.route({
    method: 'GET',
    url: '/v1/health',
    config: { scope: 'view' },
    schema: {
      summary: 'How the server is, what was lost and what is not seen',
      tags: ['operation'],
      response: { 200: Health },
    },
    handler: async (request) => loadHealth(parts, callerOf(request).org, await look()),
  });
}
