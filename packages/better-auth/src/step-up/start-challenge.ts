import { keepPending, settleRecord } from '@vedette/identity';
import type { GenericEndpointContext } from 'better-auth';

import type { Judged } from '../judging/assess-arrival.ts';
import { isAssessed } from '../judging/assess-arrival.ts';
import { newSignInOf } from '../judging/new-sign-in.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { announceSignIn } from '../runtime/sign-in-event.ts';
import { withinLimit } from '../runtime/within-limit.ts';
import { createChallenge, type NewChallenge } from '../store/challenges.ts';
import { recordStoreOf } from '../store/record-store.ts';
import { logSignIn } from '../store/sign-in-log.ts';
import { changeRecord } from '../store/user-records.ts';
import type { StepUpRequired } from '../types.ts';
import { type Available, availableMethods } from './available-methods.ts';
import { credentialOf, setChallengeCookie } from './challenge-cookie.ts';
import { hashToken, newToken } from './challenge-token.ts';
import { maskEmail } from './mask-email.ts';
import { withholdSession } from './withhold-session.ts';

/** What came of wanting to challenge. */
export type Challenging =
  | { readonly kind: 'challenged'; readonly required: StepUpRequired }
  /** The user has nothing to prove more with: nobody is locked out for that. */
  | { readonly kind: 'nothing-to-ask' };

/**
 * Makes a challenge and takes the session back. In this order: the challenge is kept first, so
 * that a store that fails leaves the user with a session and not without either.
 *
 * @throws when the challenge could not be kept in time: the sign-in then goes on
 */
export async function startChallenge(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  judged: Judged,
  redirectTo: string | null,
): Promise<Challenging> {
  const { fresh, method } = judged;
  const token = newToken();
  const made = await withinLimit(runtime.limits.timeLimitMs, async (signal) => {
    const signIn = { user: fresh.user, firstFactor: method };
    const [available, credential] = await Promise.all([
      availableMethods(ctx, runtime.options, signIn),
      credentialOf(ctx, fresh.user.id),
    ]);
    if (available.methods.length === 0) return null;
    const parts = { available, credential, token, redirectTo };
    const challenge = newChallenge(runtime, judged, parts);
    await keepChallenge(ctx, runtime, { judged, challenge, signal });
    return challenge;
  });
  if (made === null) return { kind: 'nothing-to-ask' };
  const signIn = newSignInOf(runtime, judged, { outcome: 'challenged', passedBy: null });
  await setChallengeCookie(ctx, token, runtime.limits.challengeMs);
  await withholdSession(ctx, runtime, fresh);
  await keepLesson(ctx, runtime, judged);
  const notify = runtime.settings.mode !== 'observe';
  announceSignIn(ctx, runtime, { type: 'challenged', signIn, user: fresh.user, notify });
  return { kind: 'challenged', required: requiredOf(made) };
}

/** A challenge as the challenged browser may know it. */
export function requiredOf(
  challenge: Pick<NewChallenge, 'methods' | 'email' | 'categories' | 'expiresAt'>,
): StepUpRequired {
  const { methods, email, categories, expiresAt } = challenge;
  return {
    stepUpRequired: true,
    methods,
    destination: maskEmail(email),
    categories,
    expiresAt: expiresAt.toISOString(),
  };
}

function newChallenge(
  runtime: Runtime,
  judged: Judged,
  made: {
    readonly available: Available;
    readonly credential: string | null;
    readonly token: string;
    readonly redirectTo: string | null;
  },
): NewChallenge {
  const { fresh, method, reference, verdict } = judged;
  const nowMs = runtime.nowMs();
  const isTold = runtime.limits.discloseCategories && isAssessed(verdict);
  return {
    tokenHash: hashToken(made.token),
    userId: fresh.user.id,
    reference,
    firstFactor: method,
    methods: made.available.methods,
    passkeys: made.available.passkeys,
    email: made.available.email,
    credential: made.credential,
    redirectTo: made.redirectTo,
    categories: isTold ? verdict.categories : [],
    createdAt: new Date(nowMs),
    expiresAt: new Date(nowMs + runtime.limits.challengeMs),
  };
}

async function keepChallenge(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  kept: {
    readonly judged: Judged;
    readonly challenge: NewChallenge;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { judged, challenge, signal } = kept;
  const { adapter } = ctx.context;
  // Once it is late the sign-in goes on: it must not be challenged, or logged as such, after that.
  signal.throwIfAborted();
  await createChallenge(adapter, challenge);
  signal.throwIfAborted();
  await logSignIn(adapter, newSignInOf(runtime, judged, { outcome: 'challenged', passedBy: null }));
}

/**
 * What is learned when the challenge is passed. It may fail: whoever signs in many times at once
 * makes the user's record busy, and that must cost a lesson and not the challenge.
 */
async function keepLesson(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  { verdict, atMs, fresh, ...judged }: Judged,
): Promise<void> {
  if (!isAssessed(verdict)) return;
  const learnable = judged.learnable ?? verdict.learnable;
  const outcome = { asked: 'step-up', wanted: verdict.wanted } as const;
  try {
    await withinLimit(runtime.limits.timeLimitMs, () =>
      changeRecord(recordStoreOf(ctx, runtime), fresh.user.id, (record, population) =>
        keepPending(settleRecord(record, atMs, population), learnable, outcome),
      ),
    );
  } catch {
    runtime.counters.count('storeFailures');
    ctx.context.logger.error('vedette: a challenged sign-in could not be kept for learning');
  }
}
