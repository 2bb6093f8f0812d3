import { Buffer } from 'node:buffer';

import type { GenericEndpointContext } from 'better-auth';
import { z } from 'zod';

import type { FreshSession } from '../arrival/fresh-session.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { endChallenge } from '../store/challenges.ts';
import { challengeOf, dropChallengeCookie } from './challenge-cookie.ts';
import { learnPassed } from './pass-challenge.ts';

const PATH = '/passkey/verify-authentication';

/** WebAuthn level 2, section 6.1: the flags follow the 32 bytes of the relying party's digest. */
const FLAGS_AT = 32;
const USER_VERIFIED = 0x04;

const Body = z.object({
  response: z.object({
    id: z.string(),
    response: z.object({ authenticatorData: z.string().max(4096) }),
  }),
});

/**
 * Whether this was a passkey whose holder was verified (by PIN or body): two factors in one. The
 * passkey plugin has checked the signature over these flags before it made the session.
 */
export function isVerifiedPasskey(ctx: GenericEndpointContext): boolean {
  if (ctx.path !== PATH) return false;
  const body = Body.safeParse(ctx.body).data;
  if (body === undefined) return false;
  const data = Buffer.from(body.response.response.authenticatorData, 'base64url');
  return ((data[FLAGS_AT] ?? 0) & USER_VERIFIED) !== 0;
}

/**
 * Lets a passkey pass the challenge that this browser has open: of the same user, and enrolled
 * before the challenge was made.
 */
export async function passByPasskey(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  fresh: FreshSession,
): Promise<boolean> {
  if (ctx.path !== PATH) return false;
  const challenge = await challengeOf(ctx, runtime);
  if (challenge === null || challenge.userId !== fresh.user.id) return false;
  const credentialId = Body.safeParse(ctx.body).data?.response.id ?? '';
  if (!challenge.passkeys.includes(credentialId)) return false;
  if (!(await endChallenge(ctx.context.adapter, challenge, 'passed'))) return false;
  dropChallengeCookie(ctx);
  const passed = {
    challenge,
    by: 'passkey',
    user: fresh.user,
    sessionId: fresh.session.id,
  } as const;
  await learnPassed(ctx, runtime, passed);
  return true;
}
