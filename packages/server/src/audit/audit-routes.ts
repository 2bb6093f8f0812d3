import { z } from 'zod';

import type { ApiParts } from '../api/api-parts.ts';
import type { App } from '../api/app.ts';
import { callerOf } from '../api/guard.ts';
import { AuditLine } from './audit-entry.ts';

const PAGE_DEFAULT = 100;
const PAGE_MAX = 1_000;
const CURSOR_CHARS_MAX = 100;

const AuditQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
  before: z.string().min(1).max(CURSOR_CHARS_MAX).optional().describe('`next` of a page'),
});

/** Who asked for what; which organisation's it is, its reader knows. */
export const AuditAnswer = z
  .strictObject({
    entries: z.array(AuditLine.omit({ org: true })),
    next: z.string().nullable(),
  })
  .meta({ id: 'AuditPage' });

/** What was decided, by whom. */
export function addAuditRoutes(app: App, { audit }: Pick<ApiParts, 'audit'>): void {
  app.route({
    method: 'GET',
    url: '/v1/audit',
    config: { scope: 'view' },
    schema: {
      summary: 'Who asked for what, and what came of it, the newest first',
      tags: ['audit'],
      querystring: AuditQuery,
      response: { 200: AuditAnswer },
    },
    handler: async (request) => {
      const { entries, next } = audit.page(callerOf(request).org, request.query);
      return { entries: entries.map(({ org: _, ...entry }) => entry), next };
    },
  });
}
