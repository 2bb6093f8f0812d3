import type { GenericEndpointContext } from 'better-auth';
import { APIError, isAPIError } from 'better-auth/api';

import { VEDETTE_ERROR_CODES } from '../error-codes.ts';
import { nameFailure } from '../runtime/name-failure.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { announceSignIn } from '../runtime/sign-in-event.ts';
import { withinLimit } from '../runtime/within-limit.ts';
import { keepDeviceCookie } from '../signals/device-cookie.ts';
import { passByPasskey, isVerifiedPasskey } from '../step-up/passkey-proof.ts';
import { startChallenge } from '../step-up/start-challenge.ts';
import { withholdSession } from '../step-up/withhold-session.ts';
import { doChores, takeChores } from '../store/chores.ts';
import { logSignIn } from '../store/sign-in-log.ts';
import type { PassedBy } from '../types.ts';
import { answerOf } from '../arrival/answer.ts';
import { assessArrival, isAssessed, type Judged } from '../judging/assess-arrival.ts';
import { countFailedAttempt } from './count-failure.ts';
import { type Arrival, arrivalOf } from '../arrival/fresh-session.ts';
import { letGo } from '../judging/let-go.ts';
import { newSignInOf } from '../judging/new-sign-in.ts';

/**
 * Judges whoever a request has signed in, by whatever method, and challenges where that is called
 * for. What it returns replaces the answer.
 */
export async function afterSignIn(ctx: GenericEndpointContext, runtime: Runtime): Promise<unknown> {
  const arrival = arrivalOf(ctx);
  const { request } = ctx;
  if (arrival.kind === 'none' || request === undefined) {
    countFailedAttempt(ctx, runtime);
    return undefined;
  }
  const deviceCookie = await keepDeviceCookie(ctx);
  if (arrival.kind === 'sign-up') return undefined;
  const { fresh } = arrival;
  if (await hasPassedByPasskey(ctx, runtime, arrival)) return undefined;
  const judged = await assessArrival(ctx, runtime, { fresh, request, deviceCookie });
  startChores(ctx, runtime);
  return conclude(ctx, runtime, { judged, arrival });
}

type Judging = Exclude<Arrival, { kind: 'none' | 'sign-up' }>;

async function hasPassedByPasskey(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  { fresh }: Judging,
): Promise<boolean> {
  try {
    // Learning has a limit of its own within this one.
    return await withinLimit(2 * runtime.limits.timeLimitMs, () =>
      passByPasskey(ctx, runtime, fresh),
    );
  } catch {
    // Then it is an ordinary sign-in, which is judged as one.
    runtime.counters.count('storeFailures');
    return false;
  }
}

async function conclude(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  { judged, arrival }: { readonly judged: Judged; readonly arrival: Judging },
): Promise<unknown> {
  const { verdict } = judged;
  if (!isAssessed(verdict)) {
    await letGo(ctx, runtime, judged, { type: 'unassessed', asked: 'allow' });
    return undefined;
  }
  const { decision } = verdict;
  const proof = proofOf(ctx, arrival);
  if (proof !== null && decision !== 'deny') {
    await letGo(ctx, runtime, judged, { type: 'passed', asked: decision, passedBy: proof });
    return undefined;
  }
  if (decision === 'allow' || decision === 'notify' || arrival.kind === 'delegated') {
    const asked = decision === 'allow' ? 'allow' : 'notify';
    await letGo(ctx, runtime, judged, { type: 'allowed', asked });
    return undefined;
  }
  return decision === 'deny' ? refuse(ctx, runtime, judged) : challenge(ctx, runtime, judged);
}

/** A second proof that the sign-in itself came with. */
function proofOf(ctx: GenericEndpointContext, { kind }: Judging): PassedBy | null {
  if (kind === 'second-factor') return 'two-factor';
  return isVerifiedPasskey(ctx) ? 'passkey' : null;
}

async function challenge(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  judged: Judged,
): Promise<unknown> {
  const redirectTo = redirectOf(ctx);
  try {
    const started = await startChallenge(ctx, runtime, judged, redirectTo);
    if (started.kind === 'challenged') {
      if (redirectTo !== null) throw ctx.redirect(runtime.limits.stepUpPage);
      return await ctx.json(started.required);
    }
  } catch (error) {
    if (isAPIError(error)) throw error;
    const failure = `no challenge: ${nameFailure(error)}`;
    runtime.counters.count('unassessed');
    await letGo(ctx, runtime, judged, { type: 'unassessed', asked: 'notify', failure });
    return undefined;
  }
  runtime.counters.count('noSecondFactor');
  await letGo(ctx, runtime, judged, { type: 'allowed', asked: 'notify' });
  return undefined;
}

/** Only where an operator has set a score for it. */
async function refuse(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  judged: Judged,
): Promise<never> {
  const redirectTo = redirectOf(ctx);
  const signIn = newSignInOf(runtime, judged, { outcome: 'refused', passedBy: null });
  await withholdSession(ctx, runtime, judged.fresh);
  try {
    await logSignIn(ctx.context.adapter, signIn);
  } catch {
    runtime.counters.count('storeFailures');
  }
  const { user } = judged.fresh;
  announceSignIn(ctx, runtime, { type: 'refused', signIn, user, notify: true });
  const page = runtime.limits.stepUpPage;
  const query = page.includes('?') ? '&' : '?';
  if (redirectTo !== null) throw ctx.redirect(`${page}${query}error=SIGN_IN_REFUSED`);
  throw APIError.from('FORBIDDEN', VEDETTE_ERROR_CODES.SIGN_IN_REFUSED);
}

/** Where a redirecting sign-in (magic link, social) was going to; null for one that answers. */
function redirectOf(ctx: GenericEndpointContext): string | null {
  const { returned, headers } = answerOf(ctx);
  if (!isAPIError(returned) || returned.statusCode !== 302) return null;
  return headers?.get('location') ?? '/';
}

function startChores(ctx: GenericEndpointContext, runtime: Runtime): void {
  if (!takeChores(runtime)) return;
  const chores = doChores(runtime, ctx.context.adapter).catch(() => {
    runtime.counters.count('choreFailures');
  });
  ctx.context.runInBackground(chores);
}
