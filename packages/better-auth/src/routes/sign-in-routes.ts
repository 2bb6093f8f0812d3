import { exportRecord } from '@vedette/identity';
import { APIError, createAuthEndpoint, sessionMiddleware } from 'better-auth/api';
import { z } from 'zod';

import { VEDETTE_ERROR_CODES } from '../error-codes.ts';
import { reportLogged } from '../review/report-sign-in.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { ENTRIES_MAX, entryOf, findSignIn, listSignIns } from '../store/sign-in-log.ts';
import { readRecord } from '../store/user-records.ts';

const LIMIT_DEFAULT = 20;

/** How many entries are asked for. */
export const limit = z.coerce.number().int().min(1).max(ENTRIES_MAX).default(LIMIT_DEFAULT);

/** What users see of their own sign-ins, and can say about them. */
export function signInRoutes(runtime: Runtime) {
  return {
    vedetteSignIns: createAuthEndpoint(
      '/vedette/sign-ins',
      {
        method: 'GET',
        use: [sessionMiddleware],
        query: z.object({ limit: limit.optional() }).optional(),
        metadata: { noStore: true },
      },
      async (ctx) => {
        const { session, user } = ctx.context.session;
        const asked = { userId: user.id, limit: ctx.query?.limit ?? LIMIT_DEFAULT };
        const signIns = await listSignIns(ctx.context.adapter, asked);
        return ctx.json({ signIns: signIns.map((signIn) => entryOf(signIn, session.id)) });
      },
    ),
    // Denying is open to every session; confirming is not, or whoever got in would confirm himself.
    vedetteReportSignIn: createAuthEndpoint(
      '/vedette/sign-ins/report',
      {
        method: 'POST',
        use: [sessionMiddleware],
        body: z.object({ signInId: z.string().max(64) }),
      },
      async (ctx) => {
        const signIn = await findSignIn(ctx.context.adapter, ctx.body.signInId);
        if (signIn === null || signIn.userId !== ctx.context.session.user.id)
          throw APIError.from('NOT_FOUND', VEDETTE_ERROR_CODES.SIGN_IN_UNKNOWN);
        return ctx.json(await reportLogged(ctx, runtime, signIn, 'session'));
      },
    ),
    vedetteSignature: createAuthEndpoint(
      '/vedette/signature',
      { method: 'GET', use: [sessionMiddleware], metadata: { noStore: true } },
      async (ctx) => {
        const stored = await readRecord(ctx.context.adapter, ctx.context.session.user.id);
        return ctx.json({ signature: stored === null ? null : exportRecord(stored.record) });
      },
    ),
  };
}
