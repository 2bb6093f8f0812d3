import { VedetteError } from '@vedette/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import type { ApiParts } from '../api/api-parts.ts';
import type { App } from '../api/app.ts';
import { callerOf } from '../api/guard.ts';
import { questionOf } from '../audit/audit-hooks.ts';
import { createLoginLimiter } from './login-limiter.ts';
import { loginLink } from './login-codes.ts';
import { foreignness, ownOrigin } from './own-origin.ts';
import { endedCookie, readSessionCookie, sessionCookie } from './session-cookie.ts';
import {
  LoginBody,
  LoginLink,
  LoginCodeBody,
  SessionAnswer,
  SessionScope,
} from './session-schemas.ts';
import { LIFE_MAX_MS, type Session, type SessionOwner } from './sessions.ts';

const TAGS = ['session'];
/** Nobody says for which organisation a refused login was meant: whoever runs the server is told. */
const OWN_ORG = 'default';
const NO_CONTENT = 204;
/** A code or a token, and nothing else. */
const BODY_BYTES_MAX = 1_024;

/** Logging in and out with a browser. */
export function addSessionRoutes(app: App, parts: ApiParts, publicNames: readonly string[]): void {
  addLogin(app, parts, publicNames);
  app.route({
    method: 'GET',
    url: '/v1/session',
    config: { scope: 'view' },
    schema: {
      summary: 'Who is logged in with this browser',
      tags: TAGS,
      response: { 200: SessionAnswer },
    },
    handler: async (request) => answerOf(sessionOf(request)),
  });
  app.route({
    method: 'DELETE',
    url: '/v1/session',
    config: { scope: 'view' },
    schema: { summary: 'Log out', tags: TAGS, response: { [NO_CONTENT]: z.undefined() } },
    handler: async (request, reply) => {
      const { org, name } = sessionOf(request);
      const asked = questionOf(request, { org, by: name, via: 'login', body: null });
      await parts.audit.tell(asked);
      request.audited = true;
      parts.sessions.end(readSessionCookie(request.headers.cookie) ?? '');
      const secure = isSecure(request, publicNames);
      return reply.code(NO_CONTENT).header('set-cookie', endedCookie(secure)).send();
    },
  });
  app.route({
    method: 'POST',
    url: '/v1/login-codes',
    config: { scope: 'operate' },
    schema: {
      summary: 'Make a link that logs somebody in, once; takes a token, not a session',
      tags: TAGS,
      body: LoginCodeBody,
      response: { 200: LoginLink },
    },
    handler: async (request) => {
      // Else a session could outlive its own end by links to the next one.
      if (request.session !== null) throw new VedetteError('session-not-enough');
      const { tokenId, name, org } = callerOf(request);
      const code = parts.loginCodes.create({ tokenId, name, org, scope: request.body.scope });
      const url = loginLink(ownOrigin(request.headers, publicNames), code);
      return { url, expiresMs: code.expiresMs };
    },
  });
}

function addLogin(app: App, parts: ApiParts, publicNames: readonly string[]): void {
  const limiter = createLoginLimiter();
  const { logins } = parts.metrics;
  app.route({
    method: 'POST',
    url: '/v1/session',
    config: { scope: 'anybody' },
    bodyLimit: BODY_BYTES_MAX,
    schema: {
      summary: 'Log in with the code of a login link, once, or with a token that may read',
      tags: TAGS,
      body: LoginBody,
      response: { 200: SessionAnswer },
    },
    handler: async (request, reply) => {
      const foreign = foreignness(request.headers, publicNames);
      if (foreign !== null) throw new VedetteError('csrf', { problem: foreign });
      const retryAfterSecs = limiter(request.ip, parts.nowMs());
      if (retryAfterSecs > 0) {
        logins.inc({ outcome: 'slowed' });
        throw new VedetteError('too-many-logins', { retryAfterSecs });
      }
      const owner = await ownerBy(request.body, parts);
      logins.inc({ outcome: owner === undefined ? 'refused' : 'accepted' });
      const org = owner?.org ?? OWN_ORG;
      const asked = questionOf(request, { org, by: owner?.name ?? '', via: 'login', body: null });
      if (owner === undefined) {
        await parts.audit.refused(asked);
        throw new VedetteError('login-refused');
      }
      await parts.audit.ask(asked);
      request.audited = true;
      parts.sessions.end(readSessionCookie(request.headers.cookie) ?? '');
      return begin({ request, reply, owner }, parts, publicNames);
    },
  });
}

interface Login {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly owner: SessionOwner;
}

/** Always a new session: what the browser brought along, whoever gave it, opens nothing after it. */
function begin(
  { request, reply, owner }: Login,
  { sessions }: ApiParts,
  publicNames: readonly string[],
): SessionAnswer {
  const { secret, session } = sessions.begin(owner);
  const secure = isSecure(request, publicNames);
  void reply.header('set-cookie', sessionCookie({ secret, secure, lifeMs: LIFE_MAX_MS }));
  return answerOf(session);
}

async function ownerBy(
  body: LoginBody,
  { authenticate, loginCodes }: ApiParts,
): Promise<SessionOwner | undefined> {
  if ('code' in body) return loginCodes.redeem(body.code);
  const holder = await authenticate(body.token);
  const scope = SessionScope.safeParse(holder?.scope);
  return holder === undefined || !scope.success ? undefined : { ...holder, scope: scope.data };
}

/** A token is told nothing of a session: it has none. */
function sessionOf({ session }: FastifyRequest): Session {
  if (session === null) throw new VedetteError('not-authenticated');
  return session;
}

function answerOf({ name, org, scope, csrf, expiresMs }: Session): SessionAnswer {
  return { name, org, scope, csrf, expiresMs };
}

function isSecure({ headers }: FastifyRequest, publicNames: readonly string[]): boolean {
  return ownOrigin(headers, publicNames).startsWith('https:');
}
