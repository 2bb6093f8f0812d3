import { dropSignIn } from '@vedette/identity';
import type { GenericEndpointContext } from 'better-auth';

import type { Runtime } from '../runtime/runtime.ts';
import { announceSignIn } from '../runtime/sign-in-event.ts';
import { type Challenge, type ChallengeEnd, endChallenge } from '../store/challenges.ts';
import { recordStoreOf } from '../store/record-store.ts';
import { concludeSignIn, findSignIn } from '../store/sign-in-log.ts';
import { addFailure, changeRecord } from '../store/user-records.ts';
import { dropChallengeCookie } from './challenge-cookie.ts';

/**
 * Ends a challenge that nobody can pass any more; nothing is learned from its sign-in. The user is
 * told first: a record that others keep busy must not silence that.
 */
export async function failChallenge(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  challenge: Challenge,
  end: Exclude<ChallengeEnd, 'passed'>,
): Promise<void> {
  const { adapter, internalAdapter } = ctx.context;
  dropChallengeCookie(ctx);
  if (!(await endChallenge(adapter, challenge, end))) return;
  const { reference, userId } = challenge;
  const signIn = await findSignIn(adapter, reference);
  const user = await internalAdapter.findUserById(userId);
  if (signIn !== null && user !== null) {
    await concludeSignIn(adapter, signIn, { outcome: 'failed' });
    announceSignIn(ctx, runtime, { type: 'failed', signIn, user, notify: true });
  }
  try {
    if (end === 'failed') await addFailure(adapter, userId);
    await changeRecord(recordStoreOf(ctx, runtime), userId, (record) =>
      dropSignIn(record, reference),
    );
  } catch {
    // What waits for its challenge is never learned unasked, and is forgotten by itself.
    runtime.counters.count('storeFailures');
    ctx.context.logger.error('vedette: a failed sign-in could not be taken out of its record');
  }
}
