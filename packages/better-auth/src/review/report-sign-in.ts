import { confirmSignIn, reportSignIn } from '@vedette/identity';
import type { GenericEndpointContext } from 'better-auth';
import { z } from 'zod';

import { announce } from '../runtime/announce.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { withinLimit } from '../runtime/within-limit.ts';
import { cancelChallenges } from '../store/challenges.ts';
import { forgetDevice } from '../store/devices.ts';
import { recordStoreOf } from '../store/record-store.ts';
import { concludeSignIn, findSignIn, type LoggedSignIn } from '../store/sign-in-log.ts';
import { changeRecord } from '../store/user-records.ts';
import type { CompromisedEvent } from '../types.ts';

/** More sessions than anybody has; better-auth's own default of a query is 100. */
const SESSIONS_MAX = 1000;
/** Long enough to hash a password on a busy machine; what is slower goes on behind the answer. */
const TOLD_WAIT_MS = 5000;
const Session = z.object({ token: z.string() });

/**
 * Somebody who may know says that it was the user: learned at once. What was reported stays so:
 * nothing of it is kept any more that could be learned.
 */
export async function confirmLogged(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  signIn: LoggedSignIn,
): Promise<boolean> {
  if (signIn.outcome === 'reported') return false;
  let isFound = false;
  await changeRecord(recordStoreOf(ctx, runtime), signIn.userId, (record, population) => {
    const confirmed = confirmSignIn(record, signIn.reference, population);
    isFound = confirmed.found;
    return confirmed.record;
  });
  await concludeSignIn(ctx.context.adapter, signIn, { outcome: 'confirmed' });
  return isFound;
}

/**
 * "This wasn't me": ends every session and open challenge of the account first, because that is
 * what cannot wait, then takes out what was learned from the sign-in and those that came after it
 * from the same address or device, and tells the application to require a new password.
 */
export async function reportLogged(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  signIn: LoggedSignIn,
  by: CompromisedEvent['by'],
): Promise<{ readonly undone: number }> {
  const { adapter } = ctx.context;
  const { userId, reference } = signIn;
  await endSessions(ctx, userId);
  await cancelChallenges(adapter, userId);
  await distrustDevices(ctx, userId);
  await endApprovals(ctx, userId);
  const { onCompromised } = runtime.options;
  const told =
    onCompromised === undefined
      ? Promise.resolve()
      : announce(ctx, runtime, () =>
          onCompromised({ user: { id: userId }, signInId: reference, by }),
        );
  runtime.counters.count('reported');
  let undone: readonly string[] = [];
  await changeRecord(recordStoreOf(ctx, runtime), userId, (record) => {
    const rolledBack = reportSignIn(record, reference);
    ({ undone } = rolledBack);
    return rolledBack.record;
  });
  for (const id of new Set([reference, ...undone])) await markReported(ctx, userId, id);
  // Whoever is told that it is done should not have a password any more that somebody else knows.
  await withinLimit(TOLD_WAIT_MS, () => told).catch(() => undefined);
  return { undone: undone.length };
}

async function markReported(
  ctx: GenericEndpointContext,
  userId: string,
  reference: string,
): Promise<void> {
  const { adapter } = ctx.context;
  const signIn = await findSignIn(adapter, reference);
  if (signIn === null) return;
  await concludeSignIn(adapter, signIn, { outcome: 'reported' });
  const { deviceKey } = signIn.details;
  if (deviceKey !== null) await forgetDevice(adapter, { userId, deviceKey });
}

/**
 * Ends every session. In secondary storage better-auth finds them by a list that sign-ins at the
 * same moment overwrite, so that where they are in the database as well, the rows are gone by.
 */
async function endSessions(ctx: GenericEndpointContext, userId: string): Promise<void> {
  const { adapter, internalAdapter, options } = ctx.context;
  if (options.secondaryStorage !== undefined && options.session?.storeSessionInDatabase === true) {
    const found: unknown[] = await adapter.findMany({
      model: 'session',
      where: [
        { field: 'userId', value: userId },
        { field: 'expiresAt', operator: 'gt', value: new Date() },
      ],
      limit: SESSIONS_MAX,
    });
    await internalAdapter.deleteSessions(found.map((row) => Session.parse(row).token));
  }
  await internalAdapter.deleteUserSessions(userId);
}

/** Browsers that two-factor was told to trust are not asked again: that trust ends here as well. */
async function distrustDevices(ctx: GenericEndpointContext, userId: string): Promise<void> {
  if (!ctx.context.hasPlugin('two-factor')) return;
  await ctx.context.adapter.deleteMany({
    model: 'verification',
    where: [
      { field: 'value', value: userId },
      { field: 'identifier', operator: 'starts_with', value: 'trust-device-' },
    ],
  });
}

/** A terminal that was approved and has not asked yet would be handed a new session after all. */
async function endApprovals(ctx: GenericEndpointContext, userId: string): Promise<void> {
  if (!ctx.context.hasPlugin('device-authorization')) return;
  await ctx.context.adapter.deleteMany({
    model: 'deviceCode',
    where: [{ field: 'userId', value: userId }],
  });
}
