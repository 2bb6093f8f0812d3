import type { GenericEndpointContext } from 'better-auth';
import { APIError } from 'better-auth/api';

import { VEDETTE_ERROR_CODES } from '../error-codes.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { spentSince } from '../store/challenges.ts';

/**
 * Attempts on one account in all its challenges, as two-factor's own lock has it (NIST SP 800-63B
 * section 5.2.2). It holds only challenges: the owner's usual sign-ins are not challenged.
 */
const ATTEMPTS_MAX = 10;
const WINDOW_MS = 15 * 60_000;

/**
 * Looks at what an account has had by now. `own` is 1 when the attempt that asks is counted
 * already: only then do attempts on several challenges at the same moment see each other.
 *
 * @throws APIError STEP_UP_THROTTLED while an account has had too many attempts
 */
export async function throttleAttempts(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  { userId, own }: { readonly userId: string; readonly own: 0 | 1 },
): Promise<void> {
  // Not less than the life of a challenge: what can still be answered is always counted.
  const windowMs = Math.max(WINDOW_MS, runtime.limits.challengeMs);
  const { attempts } = await spentSince(ctx.context.adapter, userId, runtime.nowMs() - windowMs);
  if (attempts - own >= ATTEMPTS_MAX)
    throw APIError.from('TOO_MANY_REQUESTS', VEDETTE_ERROR_CODES.STEP_UP_THROTTLED);
}
