import { confirmSignIn } from '@vedette/identity';
import type { GenericEndpointContext, User } from 'better-auth';
import { APIError } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';

import { VEDETTE_ERROR_CODES } from '../error-codes.ts';
import type { FreshSession } from '../arrival/fresh-session.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { announceSignIn, type EventUser } from '../runtime/sign-in-event.ts';
import { withinLimit } from '../runtime/within-limit.ts';
import { type Challenge, endChallenge } from '../store/challenges.ts';
import { rememberDevice } from '../store/devices.ts';
import { recordStoreOf } from '../store/record-store.ts';
import { concludeSignIn, findSignIn, type LoggedSignIn } from '../store/sign-in-log.ts';
import { changeRecord, clearFailures } from '../store/user-records.ts';
import type { StepUpMethod } from '../types.ts';
import { dropChallengeCookie } from './challenge-cookie.ts';

/** A challenge that was passed, with the session that it made. */
export interface PassedChallenge {
  readonly session: FreshSession['session'];
  readonly user: User & Record<string, unknown>;
  readonly signIn: LoggedSignIn | null;
}

/**
 * Ends a challenge by its proof and makes the session that was withheld. Of several right answers
 * at the same time one wins.
 *
 * @throws APIError CHALLENGE_INVALID for those who came second
 */
export async function passChallenge(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  challenge: Challenge,
  by: StepUpMethod,
): Promise<PassedChallenge> {
  const { adapter, internalAdapter, authCookies, secret } = ctx.context;
  const user = await internalAdapter.findUserById(challenge.userId);
  const isWinner = user !== null && (await endChallenge(adapter, challenge, 'passed'));
  dropChallengeCookie(ctx);
  if (!isWinner) throw APIError.from('UNAUTHORIZED', VEDETTE_ERROR_CODES.CHALLENGE_INVALID);
  const forgetMe = await ctx.getSignedCookie(authCookies.dontRememberToken.name, secret);
  const session: FreshSession['session'] | null = await internalAdapter.createSession(
    user.id,
    Boolean(forgetMe),
  );
  // A hook of the application, or of a plugin that bans users, said no.
  if (session === null) throw APIError.from('FORBIDDEN', VEDETTE_ERROR_CODES.SIGN_IN_REFUSED);
  await setSessionCookie(ctx, { session, user });
  const signIn = await learnPassed(ctx, runtime, { challenge, by, user, sessionId: session.id });
  return { session, user, signIn };
}

/** A challenge that has just been passed. */
interface Passing {
  readonly challenge: Challenge;
  readonly by: StepUpMethod;
  readonly user: EventUser;
  readonly sessionId: string;
}

/**
 * Learns what was proved. The user is in already: a store that fails now costs a lesson, and is
 * counted.
 */
export async function learnPassed(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  passed: Passing,
): Promise<LoggedSignIn | null> {
  try {
    return await withinLimit(runtime.limits.timeLimitMs, () => learn(ctx, runtime, passed));
  } catch {
    runtime.counters.count('storeFailures');
    ctx.context.logger.error('vedette: a passed challenge could not be learned');
    return null;
  }
}

async function learn(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  { challenge, by, user, sessionId }: Passing,
): Promise<LoggedSignIn | null> {
  const { adapter } = ctx.context;
  const { reference, userId } = challenge;
  await changeRecord(
    recordStoreOf(ctx, runtime),
    userId,
    (record, population) => confirmSignIn(record, reference, population).record,
  );
  await clearFailures(adapter, userId);
  const signIn = await findSignIn(adapter, reference);
  if (signIn === null) return null;
  await concludeSignIn(adapter, signIn, { outcome: 'passed', sessionId, passedBy: by });
  const { deviceKey, client } = signIn.details;
  if (deviceKey !== null)
    await rememberDevice(adapter, { userId, deviceKey, client }, runtime.nowMs());
  announceSignIn(ctx, runtime, { type: 'passed', signIn, user, notify: false });
  return signIn;
}
