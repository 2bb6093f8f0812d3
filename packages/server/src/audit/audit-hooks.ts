import type { FastifyRequest } from 'fastify';

import type { App } from '../api/app.ts';
import { auditBody } from './audit-body.ts';
import type { Audit } from './audit.ts';
import { type AuditQuestion, targetOf } from './audit-entry.ts';

/**
 * Has everything that an operator decides written down before it is done. What is refused before
 * (no token, no such scope, a body that makes no sense) does nothing, and is not written.
 */
export function auditRequests(app: App, audit: Audit): void {
  app.decorateRequest('audited', false);
  app.addHook('preHandler', async (request) => {
    const { caller, session } = request;
    const { scope, auditBody: keepsBody = true } = request.routeOptions.config;
    if (scope !== 'operate' || caller === null) return;
    const via = session === null ? 'token' : 'session';
    const { org, name: by } = caller;
    const body = keepsBody ? auditBody(request.body) : null;
    await audit.ask(questionOf(request, { org, by, via, body }));
    request.audited = true;
  });
  app.addHook('onSend', async (request, reply) => {
    if (!request.audited) return;
    request.audited = false;
    await audit.answer(request.id, reply.statusCode);
  });
}

/** A request, as the audit log has it. */
export function questionOf(
  { id, method, url, routeOptions }: FastifyRequest,
  who: Pick<AuditQuestion, 'org' | 'by' | 'via' | 'body'>,
): AuditQuestion {
  const action = `${method} ${routeOptions.url ?? ''}`;
  return { ...who, requestId: id, action, target: targetOf(url) };
}
