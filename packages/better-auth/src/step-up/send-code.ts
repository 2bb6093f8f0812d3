import type { GenericEndpointContext } from 'better-auth';
import { APIError } from 'better-auth/api';

import { VEDETTE_ERROR_CODES } from '../error-codes.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { withinLimit } from '../runtime/within-limit.ts';
import { type Challenge, setCode, spentSince } from '../store/challenges.ts';
import { hashCode, newCode } from './challenge-token.ts';

/** Codes that an account is sent in an hour, whatever the number of challenges. */
const CODES_AN_HOUR = 10;
const HOUR_MS = 3_600_000;
/** A mail server that hangs must not hold the answer for ever. */
const SEND_LIMIT_MS = 15_000;

/**
 * Sends a one-time code to the address that the account had when the challenge was made; an older
 * code of the same challenge stops working.
 *
 * @throws APIError METHOD_UNAVAILABLE, CODE_LIMIT or CODE_NOT_SENT
 */
export async function sendCode(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  challenge: Challenge,
): Promise<void> {
  const { email: mail } = runtime.options;
  const { email, userId, tokenHash, expiresAt } = challenge;
  const user = await ctx.context.internalAdapter.findUserById(userId);
  if (mail === undefined || email === null || user === null)
    throw APIError.from('BAD_REQUEST', VEDETTE_ERROR_CODES.METHOD_UNAVAILABLE);
  const sinceMs = runtime.nowMs() - Math.max(HOUR_MS, runtime.limits.challengeMs);
  const codesSent = async (): Promise<number> =>
    (await spentSince(ctx.context.adapter, userId, sinceMs)).codesSent;
  const code = newCode();
  const codeHash = hashCode(ctx.context.secret, tokenHash, code);
  const { codesMax } = runtime.limits;
  const isSet =
    (await codesSent()) < CODES_AN_HOUR &&
    (await setCode(ctx.context.adapter, challenge, { codeHash, codesMax })) &&
    // Again with this one counted: those of several challenges at once see each other only now.
    (await codesSent()) <= CODES_AN_HOUR;
  if (!isSet) throw APIError.from('TOO_MANY_REQUESTS', VEDETTE_ERROR_CODES.CODE_LIMIT);
  try {
    await withinLimit(SEND_LIMIT_MS, async () =>
      mail.sendCode({ user, email, code, expiresAt }, ctx.request),
    );
  } catch {
    runtime.counters.count('eventFailures');
    ctx.context.logger.error('vedette: email.sendCode failed');
    throw APIError.from('BAD_GATEWAY', VEDETTE_ERROR_CODES.CODE_NOT_SENT);
  }
}
