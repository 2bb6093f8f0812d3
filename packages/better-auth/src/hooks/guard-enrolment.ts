import type { GenericEndpointContext } from 'better-auth';
import { APIError, getSessionFromCtx } from 'better-auth/api';

import { VEDETTE_ERROR_CODES } from '../error-codes.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { hasOpenChallenge } from '../store/challenges.ts';

/**
 * Where a second factor or an address is set, shown or taken away. A challenge's methods are fixed when
 * it is made; this also keeps a session that an attacker may have elsewhere from preparing the
 * next one. Changing the password stays possible: it is what the owner should do.
 */
const PATHS: ReadonlySet<string> = new Set([
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/generate-backup-codes',
  '/two-factor/get-totp-uri',
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
  '/passkey/delete-passkey',
  '/change-email',
  '/email-otp/request-email-change',
  '/email-otp/change-email',
  '/phone-number/verify',
  '/link-social',
  '/oauth2/link',
]);

/** Whether a path sets what a challenge could be passed with. */
export function isEnrolment(path: string | undefined): boolean {
  return path !== undefined && PATHS.has(path);
}

/** Refuses an enrolment while a sign-in of the same account is being challenged. */
export async function guardEnrolment(ctx: GenericEndpointContext, runtime: Runtime): Promise<void> {
  const session = await getSessionFromCtx(ctx);
  if (session === null) return;
  if (await hasOpenChallenge(ctx.context.adapter, session.user.id, runtime.nowMs()))
    throw APIError.from('FORBIDDEN', VEDETTE_ERROR_CODES.STEP_UP_PENDING);
}
