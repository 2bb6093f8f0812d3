import { exportRecord, resetRecord } from '@vedette/identity';
import type { GenericEndpointContext } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { z } from 'zod';

import { VEDETTE_ERROR_CODES } from '../error-codes.ts';
import { confirmLogged, reportLogged } from '../review/report-sign-in.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { forgetUser } from '../store/forget-user.ts';
import { recordStoreOf } from '../store/record-store.ts';
import { entryOf, findSignIn, listSignIns, type LoggedSignIn } from '../store/sign-in-log.ts';
import { changeRecord, readRecord } from '../store/user-records.ts';
import { requireAdmin } from './require-admin.ts';
import { limit } from './sign-in-routes.ts';

const ENTRIES_DEFAULT = 50;
const id = z.string().min(1).max(128);
const OfUser = z.object({ userId: id });
const OfSignIn = z.object({ signInId: id });

/** What administrators see and may do; every one asks {@link requireAdmin} first. */
export function adminRoutes(runtime: Runtime) {
  return {
    vedetteAdminSignIns: createAuthEndpoint(
      '/vedette/admin/sign-ins',
      {
        method: 'GET',
        query: z.object({ userId: id.optional(), limit: limit.optional() }).optional(),
        metadata: { noStore: true },
      },
      async (ctx) => {
        const { sessionId } = await requireAdmin(ctx, runtime);
        const asked = { userId: ctx.query?.userId, limit: ctx.query?.limit ?? ENTRIES_DEFAULT };
        const signIns = await listSignIns(ctx.context.adapter, asked);
        return ctx.json({ signIns: signIns.map((signIn) => entryOf(signIn, sessionId)) });
      },
    ),
    vedetteAdminSignature: createAuthEndpoint(
      '/vedette/admin/signature',
      { method: 'GET', query: OfUser, metadata: { noStore: true } },
      async (ctx) => {
        await requireAdmin(ctx, runtime);
        const stored = await readRecord(ctx.context.adapter, ctx.query.userId);
        return ctx.json({ signature: stored === null ? null : exportRecord(stored.record) });
      },
    ),
    vedetteAdminConfirm: createAuthEndpoint(
      '/vedette/admin/confirm',
      { method: 'POST', body: OfSignIn },
      async (ctx) => {
        await requireAdmin(ctx, runtime);
        const signIn = await knownSignIn(ctx, ctx.body.signInId);
        return ctx.json({ confirmed: await confirmLogged(ctx, runtime, signIn) });
      },
    ),
    vedetteAdminReport: createAuthEndpoint(
      '/vedette/admin/report',
      { method: 'POST', body: OfSignIn },
      async (ctx) => {
        await requireAdmin(ctx, runtime);
        const signIn = await knownSignIn(ctx, ctx.body.signInId);
        return ctx.json(await reportLogged(ctx, runtime, signIn, 'admin'));
      },
    ),
    vedetteAdminReset: createAuthEndpoint(
      '/vedette/admin/reset',
      { method: 'POST', body: OfUser },
      async (ctx) => {
        await requireAdmin(ctx, runtime);
        const { userId } = ctx.body;
        if ((await readRecord(ctx.context.adapter, userId)) !== null)
          await changeRecord(recordStoreOf(ctx, runtime), userId, resetRecord);
        return ctx.json({ reset: true });
      },
    ),
    vedetteAdminDelete: createAuthEndpoint(
      '/vedette/admin/delete',
      { method: 'POST', body: OfUser },
      async (ctx) => {
        await requireAdmin(ctx, runtime);
        await forgetUser(ctx.context.adapter, ctx.body.userId);
        return ctx.json({ deleted: true });
      },
    ),
    vedetteAdminStatus: createAuthEndpoint(
      '/vedette/admin/status',
      { method: 'GET', metadata: { noStore: true } },
      async (ctx) => {
        await requireAdmin(ctx, runtime);
        const networkData = runtime.networks.status();
        return ctx.json({ ...runtime.counters.snapshot(), networkData });
      },
    ),
  };
}

async function knownSignIn(ctx: GenericEndpointContext, reference: string): Promise<LoggedSignIn> {
  const signIn = await findSignIn(ctx.context.adapter, reference);
  if (signIn === null) throw APIError.from('NOT_FOUND', VEDETTE_ERROR_CODES.SIGN_IN_UNKNOWN);
  return signIn;
}
