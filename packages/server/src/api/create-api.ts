import { randomUUID } from 'node:crypto';

import swagger from '@fastify/swagger';
import { fastify } from 'fastify';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';

import { type ApiLimits, DEFAULT_LIMITS } from './api-limits.ts';
import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import { compressAnswers } from './compress-answers.ts';
import { answerConnectionError } from './connection-errors.ts';
import { addEventRoutes } from './event-routes.ts';
import { addFindingRoutes } from './finding-routes.ts';
import { guardRequests } from './guard.ts';
import { addHealthRoutes } from './health-routes.ts';
import { addHostRoutes } from './host-routes.ts';
import { addIngestRoutes } from './ingest-routes.ts';
import { createMethodTable } from './method-table.ts';
import { describeApi, describeRoute } from './openapi-transform.ts';
import { addOperationRoutes } from './operation-routes.ts';
import { answerRefusals } from './refusals.ts';
import { addSearchRoutes } from './search-routes.ts';
import { addScoreRoutes } from './score-routes.ts';
import { addStoryRoutes } from './story-routes.ts';
import { addWorkloadRoutes } from './workload-routes.ts';
import { auditRequests } from '../audit/audit-hooks.ts';
import { addAuditRoutes } from '../audit/audit-routes.ts';
import { addContainmentRoutes } from '../containment/containment-routes.ts';
import { addEvidenceRoutes } from '../containment/evidence-routes.ts';
import type { PageTable } from '../pages/read-pages.ts';
import { SESSION_COOKIE } from '../sessions/session-cookie.ts';
import { addSessionRoutes } from '../sessions/session-routes.ts';

/** Names of workloads are long and are in paths, percent-encoded. */
const PARAM_CHARS_MAX = 2_048;
const MS_PER_SECOND = 1_000;

export interface ApiOptions {
  /** The address that is listened on. */
  readonly listen: string;
  /** Names that it is reached by from elsewhere. */
  readonly publicNames?: readonly string[];
  readonly limits?: ApiLimits;
  readonly isStopping?: () => boolean;
  /** The dashboard's files; null where there are none. */
  readonly pages?: PageTable | null;
  /** Routes of the other watches. */
  readonly more?: readonly ((app: App) => void)[];
}

/** The HTTP API, whole and not yet listening. */
export async function createApi(parts: ApiParts, options: ApiOptions): Promise<App> {
  const {
    limits = DEFAULT_LIMITS,
    publicNames = [],
    isStopping = () => false,
    pages = null,
  } = options;
  const app = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    bodyLimit: limits.bodyBytesMax,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    routerOptions: { maxParamLength: PARAM_CHARS_MAX },
    exposeHeadRoutes: false,
    // Ours says why, in the form of every other refusal.
    return503OnClosing: false,
    http: { headersTimeout: limits.headersTimeoutMs, maxHeaderSize: limits.headerBytesMax },
    clientErrorHandler: (error, socket) => answerConnectionError(error, socket, limits),
  }).withTypeProvider<ZodTypeProvider>();
  // A body that is not JSON is refused by its type, not by a schema.
  app.removeContentTypeParser('text/plain');
  app.server.maxConnections = limits.connectionsMax;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  const methods = createMethodTable();
  app.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) methods.add(name, url);
  });
  guardRequests(app, parts, { listen: options.listen, publicNames, rate: limits.rate, isStopping });
  auditRequests(app, parts.audit);
  answerRefusals(app, { log: parts.log, limits, methods, pages });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const labels = { method, route: routeOptions.url ?? 'none', status: reply.statusCode };
    parts.metrics.requests.observe(labels, reply.elapsedTime / MS_PER_SECOND);
  });

  compressAnswers(app);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Vedette',
        description: 'What is normal on your servers, and what is not',
        version: parts.version,
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
        },
      },
    },
    transform: describeRoute,
    transformObject: describeApi,
  });
  addOperationRoutes(app, parts);
  addSessionRoutes(app, parts, publicNames);
  addAuditRoutes(app, parts);
  addEvidenceRoutes(app, parts);
  addContainmentRoutes(app, parts);
  addIngestRoutes(app, parts, limits);
  addEventRoutes(app, parts);
  addSearchRoutes(app, parts);
  addFindingRoutes(app, parts);
  addStoryRoutes(app, parts);
  addWorkloadRoutes(app, parts);
  addScoreRoutes(app, parts);
  addHostRoutes(app, parts);
  addHealthRoutes(app, parts);
  for (const addRoutes of options.more ?? []) addRoutes(app);
  await app.ready();
  return app;
}
