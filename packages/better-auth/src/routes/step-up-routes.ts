import { parseUserOutput } from 'better-auth/db';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import type { GenericEndpointContext } from 'better-auth';
import { z } from 'zod';

import { VEDETTE_ERROR_CODES } from '../error-codes.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { challengeOf } from '../step-up/challenge-cookie.ts';
import { failChallenge } from '../step-up/fail-challenge.ts';
import { maskEmail } from '../step-up/mask-email.ts';
import { passChallenge } from '../step-up/pass-challenge.ts';
import { sendCode } from '../step-up/send-code.ts';
import { requiredOf } from '../step-up/start-challenge.ts';
import { throttleAttempts } from '../step-up/throttle.ts';
import { CODE_METHODS, isProof } from '../step-up/verify-proof.ts';
import { type Challenge, takeAttempt } from '../store/challenges.ts';
import type { StepUpStatus } from '../types.ts';

const CODE_CHARS_MAX = 64;

const VerifyBody = z.object({
  method: z.enum(CODE_METHODS),
  code: z.string().min(1).max(CODE_CHARS_MAX),
});

/** What the challenged browser may do; every one goes by the signed cookie of the challenge. */
export function stepUpRoutes(runtime: Runtime) {
  return {
    vedetteStepUpStatus: createAuthEndpoint(
      '/vedette/step-up/status',
      { method: 'GET', metadata: { noStore: true } },
      async (ctx) => {
        const challenge = await challengeOf(ctx, runtime);
        return ctx.json(statusOf(challenge, runtime));
      },
    ),
    vedetteStepUpSendCode: createAuthEndpoint(
      '/vedette/step-up/send-code',
      { method: 'POST', metadata: { noStore: true } },
      async (ctx) => {
        const challenge = await openChallenge(ctx, runtime);
        await sendCode(ctx, runtime, challenge);
        const { email, expiresAt } = challenge;
        const answer = { sent: true, destination: maskEmail(email) };
        return ctx.json({ ...answer, expiresAt: expiresAt.toISOString() });
      },
    ),
    vedetteStepUpVerify: createAuthEndpoint(
      '/vedette/step-up/verify',
      { method: 'POST', body: VerifyBody, metadata: { noStore: true } },
      async (ctx) => {
        const { method } = ctx.body;
        const challenge = await openChallenge(ctx, runtime);
        await requireProof(ctx, runtime, { ...ctx.body, challenge });
        const { session, user, signIn } = await passChallenge(ctx, runtime, challenge, method);
        return ctx.json({
          token: session.token,
          user: parseUserOutput(ctx.context.options, user),
          redirectTo: challenge.redirectTo,
          reasons: signIn?.details.reasons ?? [],
        });
      },
    ),
    vedetteStepUpCancel: createAuthEndpoint(
      '/vedette/step-up/cancel',
      { method: 'POST' },
      async (ctx) => {
        const challenge = await challengeOf(ctx, runtime);
        if (challenge !== null) await failChallenge(ctx, runtime, challenge, 'cancelled');
        return ctx.json({ cancelled: challenge !== null });
      },
    ),
  };
}

function statusOf(challenge: Challenge | null, runtime: Runtime): StepUpStatus {
  if (challenge === null) return { stepUpRequired: false };
  return {
    ...requiredOf(challenge),
    attemptsLeft: Math.max(0, runtime.limits.attemptsMax - challenge.attempts),
    codeSent: challenge.codeHash !== null,
  };
}

async function openChallenge(ctx: GenericEndpointContext, runtime: Runtime): Promise<Challenge> {
  const challenge = await challengeOf(ctx, runtime);
  if (challenge === null)
    throw APIError.from('UNAUTHORIZED', VEDETTE_ERROR_CODES.CHALLENGE_INVALID);
  return challenge;
}

/** An attempt is paid for before its code is looked at. */
async function requireProof(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  given: z.infer<typeof VerifyBody> & { readonly challenge: Challenge },
): Promise<void> {
  const { challenge, method, code } = given;
  const { attemptsMax } = runtime.limits;
  const user = await ctx.context.internalAdapter.findUserById(challenge.userId);
  if (user === null || !challenge.methods.includes(method))
    throw APIError.from('BAD_REQUEST', VEDETTE_ERROR_CODES.METHOD_UNAVAILABLE);
  await throttleAttempts(ctx, runtime, { userId: user.id, own: 0 });
  const bounds = { attemptsMax, nowMs: runtime.nowMs() };
  const charged = await takeAttempt(ctx.context.adapter, challenge, bounds);
  if (charged === null) throw APIError.from('UNAUTHORIZED', VEDETTE_ERROR_CODES.CHALLENGE_INVALID);
  await throttleAttempts(ctx, runtime, { userId: user.id, own: 1 });
  if (await isProof(ctx, { challenge: charged, user, method, code })) return;
  if (charged.attempts >= attemptsMax) await failChallenge(ctx, runtime, charged, 'failed');
  throw APIError.from('UNAUTHORIZED', VEDETTE_ERROR_CODES.CODE_WRONG);
}
