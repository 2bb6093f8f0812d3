import type { GenericEndpointContext } from 'better-auth';
import { expireCookie } from 'better-auth/cookies';

import type { Runtime } from '../runtime/runtime.ts';
import { type Challenge, endChallenge, findOpenChallenge } from '../store/challenges.ts';
import { hashCredential, hashToken } from './challenge-token.ts';

const NAME = 'vedette_step_up';

/** Binds a challenge to the browser that asked to be signed in. */
export async function setChallengeCookie(
  ctx: GenericEndpointContext,
  token: string,
  lifeMs: number,
): Promise<void> {
  const cookie = ctx.context.createAuthCookie(NAME, { maxAge: Math.floor(lifeMs / 1000) });
  await ctx.setSignedCookie(cookie.name, token, ctx.context.secret, cookie.attributes);
}

/** What a user's password is told by, if there is one: a new password makes another. */
export async function credentialOf(
  ctx: GenericEndpointContext,
  userId: string,
): Promise<string | null> {
  const accounts = await ctx.context.internalAdapter.findAccounts(userId);
  const { password } = accounts.find(({ providerId }) => providerId === 'credential') ?? {};
  return password ? hashCredential(ctx.context.secret, password) : null;
}

/**
 * The open challenge of the browser that asks; null for none. One from before a new password is
 * over: resetting a password does not say to database hooks whose it was.
 */
export async function challengeOf(
  ctx: GenericEndpointContext,
  runtime: Runtime,
): Promise<Challenge | null> {
  const { name } = ctx.context.createAuthCookie(NAME);
  const token = await ctx.getSignedCookie(name, ctx.context.secret);
  if (typeof token !== 'string' || token === '') return null;
  const { adapter } = ctx.context;
  const challenge = await findOpenChallenge(adapter, hashToken(token), runtime.nowMs());
  if (challenge === null) return null;
  if (challenge.credential === (await credentialOf(ctx, challenge.userId))) return challenge;
  await endChallenge(adapter, challenge, 'cancelled');
  return null;
}

/** Takes the cookie of a challenge that is over. */
export function dropChallengeCookie(ctx: GenericEndpointContext): void {
  expireCookie(ctx, ctx.context.createAuthCookie(NAME));
}
