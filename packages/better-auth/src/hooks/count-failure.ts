import type { GenericEndpointContext } from 'better-auth';
import { isAPIError } from 'better-auth/api';
import { z } from 'zod';

import type { Runtime } from '../runtime/runtime.ts';
import { addFailure } from '../store/user-records.ts';
import { answerOf } from '../arrival/answer.ts';

/** By what a failed attempt named its account. */
const Named = z.object({
  email: z.string().max(320).optional(),
  username: z.string().max(100).optional(),
  phoneNumber: z.string().max(40).optional(),
});

/** Answers to a wrong code that are not 401. */
const WRONG_CODES = new Set(['INVALID_OTP', 'TOO_MANY_ATTEMPTS']);

/**
 * Counts a failed attempt for the account that it named, if there is one. Nobody waits for it, so
 * that the time of the answer does not tell whether there is.
 */
export function countFailedAttempt(ctx: GenericEndpointContext, runtime: Runtime): void {
  if (ctx.request === undefined || !(ctx.path ?? '').startsWith('/sign-in/')) return;
  if (!isWrongProof(answerOf(ctx).returned)) return;
  const named = Named.safeParse(ctx.body).data;
  if (named === undefined) return;
  const counting = addFailureOf(ctx, named).catch(() => runtime.counters.count('storeFailures'));
  ctx.context.runInBackground(counting);
}

async function addFailureOf(
  ctx: GenericEndpointContext,
  named: z.infer<typeof Named>,
): Promise<void> {
  const userId = await findUserId(ctx, named);
  if (userId !== null) await addFailure(ctx.context.adapter, userId);
}

function isWrongProof(returned: unknown): boolean {
  if (!isAPIError(returned)) return false;
  return returned.statusCode === 401 || WRONG_CODES.has(returned.body?.code ?? '');
}

async function findUserId(
  ctx: GenericEndpointContext,
  { email, username, phoneNumber }: z.infer<typeof Named>,
): Promise<string | null> {
  const { adapter, internalAdapter, hasPlugin } = ctx.context;
  if (email !== undefined) {
    const found = await internalAdapter.findUserByEmail(email.toLowerCase());
    return found?.user.id ?? null;
  }
  const [field, value] =
    username !== undefined && hasPlugin('username')
      ? ['username', username.toLowerCase()]
      : phoneNumber !== undefined && hasPlugin('phone-number')
        ? ['phoneNumber', phoneNumber]
        : [null, ''];
  if (field === null) return null;
  const found = await adapter.findOne<{ id: string }>({ model: 'user', where: [{ field, value }] });
  return found?.id ?? null;
}
