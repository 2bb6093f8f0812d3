import type { GenericEndpointContext, User } from 'better-auth';
import { APIError, isAPIError } from 'better-auth/api';

import { VEDETTE_ERROR_CODES } from '../error-codes.ts';
import type { Challenge } from '../store/challenges.ts';
import { hashCode, isSameDigest } from './challenge-token.ts';

/** Methods that are answered with a code. */
export const CODE_METHODS = ['totp', 'backup-code', 'email-code'] as const;
export type CodeMethod = (typeof CODE_METHODS)[number];

/** A code with what it is to be compared with. */
export interface Proof {
  readonly challenge: Challenge;
  readonly user: User & Record<string, unknown>;
  readonly method: CodeMethod;
  readonly code: string;
}

/** Whether a code proves what its method promises. */
export async function isProof(ctx: GenericEndpointContext, proof: Proof): Promise<boolean> {
  const { challenge, method, code } = proof;
  if (method !== 'email-code') return isTwoFactorCode(ctx, proof);
  if (challenge.codeHash === null) return false;
  const given = hashCode(ctx.context.secret, challenge.tokenHash, code.replaceAll(/\s/g, ''));
  return isSameDigest(given, challenge.codeHash);
}

/**
 * Asks better-auth's own two-factor, by its verifying endpoints and not by its tables: it knows
 * how secrets are kept, and it uses a backup code up. The endpoint is given the challenged user as
 * if signed in, which makes it verify and nothing else; its own attempt budget is for its own
 * challenges, ours has been charged before.
 */
async function isTwoFactorCode(
  ctx: GenericEndpointContext,
  { user, method, code }: Proof,
): Promise<boolean> {
  const { verifyTOTP, verifyBackupCode } = ctx.context.getPlugin('two-factor')?.endpoints ?? {};
  if (verifyTOTP === undefined || verifyBackupCode === undefined)
    throw APIError.from('BAD_REQUEST', VEDETTE_ERROR_CODES.METHOD_UNAVAILABLE);
  const now = new Date();
  const session = {
    ...{ id: '', token: '', userId: user.id },
    ...{ createdAt: now, updatedAt: now, expiresAt: now },
  };
  const asked = {
    headers: ctx.headers ?? new Headers(),
    context: { ...ctx.context, session: { session, user } },
    asResponse: false as const,
  };
  try {
    await (method === 'totp'
      ? verifyTOTP({ ...asked, body: { code } })
      : verifyBackupCode({ ...asked, body: { code, disableSession: true } }));
    return true;
  } catch (error) {
    if (isAPIError(error)) return false;
    throw error;
  }
}
