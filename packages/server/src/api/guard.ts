import { VedetteError } from '@vedette/core';
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import { type Caller, mayDo, type Scope } from './caller.ts';
import { answersTo } from './host-names.ts';
import { createRateLimiter, type RateLimit } from './rate-limit.ts';

const BEARER = /^Bearer +([\u0021-\u007e]{1,512})$/i;
const STOPPING_RETRY_SECS = 5;

export interface GuardOptions {
  readonly listen: string;
  readonly publicNames: readonly string[];
  readonly rate: RateLimit;
  readonly isStopping: () => boolean;
}

/**
 * What every request passes before anything of its body is read: the server's state, the name that
 * it asks for, its token and its pace. A route that does not say what it needs cannot be made.
 */
export function guardRequests(app: App, parts: ApiParts, options: GuardOptions): void {
  const limiter = createRateLimiter(options.rate);
  app.decorateRequest('caller', null);
  app.addHook('onRoute', demandScope);
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    if (options.isStopping()) {
      void reply.header('connection', 'close');
      throw new VedetteError('server-busy', {
        problem: 'it is stopping',
        retryAfterSecs: STOPPING_RETRY_SECS,
      });
    }
    if (!answersTo(request.headers.host, options)) {
      throw new VedetteError('wrong-host-name', { name: request.headers.host ?? '' });
    }
    const needed = request.routeOptions.config.scope;
    // What is not there needs no token: 404 tells nothing.
    if (request.is404 || needed === 'anybody') return;
    request.caller = await identify(request, parts, needed);
    const retryAfterSecs = limiter(request.caller.tokenId, parts.nowMs());
    if (retryAfterSecs > 0) throw new VedetteError('too-many-requests', { retryAfterSecs });
  });
}

/** The caller of a route that needs one. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) throw new TypeError('a route without a scope asked for its caller');
  return caller;
}

async function identify(
  { headers }: FastifyRequest,
  { authenticate, metrics }: ApiParts,
  needed: Scope | undefined,
): Promise<Caller> {
  const token = BEARER.exec(headers.authorization ?? '')?.[1];
  const caller = token === undefined ? undefined : await authenticate(token);
  if (caller === undefined) {
    metrics.refusedLogins.inc();
    throw new VedetteError('not-authenticated');
  }
  if (needed === undefined || !mayDo(caller.scope, needed)) {
    throw new VedetteError('not-allowed', { needed: needed ?? 'none' });
  }
  return caller;
}

function demandScope({ url, config }: RouteOptions): void {
  if (config?.scope === undefined) throw new TypeError(`the route ${url} has no scope`);
}
