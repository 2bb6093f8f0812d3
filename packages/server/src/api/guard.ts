import { VedetteError } from '@vedette/core';
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

import { readSessionCookie } from '../sessions/session-cookie.ts';
import { foreignness, saysOrigin } from '../sessions/own-origin.ts';
import { isSecret } from '../sessions/secret.ts';
import type { Session } from '../sessions/sessions.ts';
import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import { type Caller, mayDo, type Scope } from './caller.ts';
import { answersTo } from './host-names.ts';
import { createRateLimiter, type RateLimit } from './rate-limit.ts';

const BEARER = /^Bearer +([\u0021-\u007e]{1,512})$/i;
/** Only a page of this origin can read its value, and only a page of this origin can send it. */
const CSRF_HEADER = 'x-vedette-csrf';
const STOPPING_RETRY_SECS = 5;
/** What changes nothing, and may be asked for without proof of where it comes from. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
/** What every answer carries, besides its own: it is data, and no other page's. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
};

export interface GuardOptions {
  readonly listen: string;
  readonly publicNames: readonly string[];
  readonly rate: RateLimit;
  readonly isStopping: () => boolean;
}

/**
 * What every request passes before anything of its body is read: the server's state, the name that
 * it asks for, its token or session and its pace. A route that does not say what it needs cannot be made.
 */
export function guardRequests(app: App, parts: ApiParts, options: GuardOptions): void {
  const limiter = createRateLimiter(options.rate);
  app.decorateRequest('caller', null);
  app.decorateRequest('session', null);
  app.addHook('onRoute', demandScope);
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    void reply.headers({ 'x-request-id': request.id, ...HEADERS });
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
    const session = sessionOf(request, parts);
    if (session !== undefined) checkOrigin(request, session, options);
    request.session = session ?? null;
    request.caller = await identify(request, parts, { needed, session });
    const retryAfterSecs = limiter(request.caller.tokenId, parts.nowMs());
    if (retryAfterSecs > 0) throw new VedetteError('too-many-requests', { retryAfterSecs });
  });
}

/** The caller of a route that needs one. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) throw new TypeError('a route without a scope asked for its caller');
  return caller;
}

/** Who sends a token is known by it alone, right or wrong. */
function sessionOf({ headers }: FastifyRequest, { sessions }: ApiParts): Session | undefined {
  if (headers.authorization !== undefined) return undefined;
  const secret = readSessionCookie(headers.cookie);
  return secret === undefined ? undefined : sessions.use(secret);
}

/**
 * A browser sends its cookie along with whatever a page of anybody makes it ask. So the request
 * has to say that the page is ours, and where it changes something, to prove it.
 */
function checkOrigin(
  { method, headers }: FastifyRequest,
  session: Session,
  { publicNames }: GuardOptions,
): void {
  const isSafe = SAFE_METHODS.has(method);
  // `none`: typed into the address bar.
  const typed = isSafe && headers['sec-fetch-site'] === 'none';
  const foreign = typed ? null : foreignness(headers, publicNames);
  if (foreign !== null) throw new VedetteError('csrf', { problem: foreign });
  if (isSafe) return;
  if (!saysOrigin(headers)) throw new VedetteError('csrf', { problem: 'it says no Origin' });
  const proof = headers[CSRF_HEADER];
  if (typeof proof !== 'string' || !isSecret(proof, session.csrf)) {
    throw new VedetteError('csrf', { problem: `${CSRF_HEADER} is missing or wrong` });
  }
}

async function identify(
  { headers }: FastifyRequest,
  { authenticate, metrics }: ApiParts,
  {
    needed,
    session,
  }: { readonly needed: Scope | undefined; readonly session?: Session | undefined },
): Promise<Caller> {
  const token = BEARER.exec(headers.authorization ?? '')?.[1];
  const caller = session === undefined ? await callerBy(token, authenticate) : callerIn(session);
  if (caller === undefined) {
    metrics.refusedLogins.inc();
    throw new VedetteError('not-authenticated');
  }
  if (needed === undefined || !mayDo(caller.scope, needed)) {
    throw new VedetteError('not-allowed', { needed: needed ?? 'none' });
  }
  return caller;
}

async function callerBy(
  token: string | undefined,
  authenticate: ApiParts['authenticate'],
): Promise<Caller | undefined> {
  return token === undefined ? undefined : authenticate(token);
}

/** The pace of a session is its own, not that of the token behind it. */
function callerIn({ id, name, org, scope }: Session): Caller {
  return { tokenId: id, name, org, scope };
}

function demandScope({ url, config }: RouteOptions): void {
  if (config?.scope === undefined) throw new TypeError(`the route ${url} has no scope`);
}
