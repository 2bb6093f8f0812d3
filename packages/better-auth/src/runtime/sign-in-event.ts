import type { GenericEndpointContext } from 'better-auth';

import { reviewUrl } from '../review/review-token.ts';
import type { LoggedSignIn, NewSignIn } from '../store/sign-in-log.ts';
import type { SignInEvent } from '../types.ts';
import { announce } from './announce.ts';
import type { Runtime } from './runtime.ts';

/** Whom an event is about. */
export interface EventUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** Ends of a sign-in at which somebody has been let in. */
const LET_IN: ReadonlySet<SignInEvent['type']> = new Set(['allowed', 'passed', 'unassessed']);

/** Tells the application of a sign-in's end. */
export function announceSignIn(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  end: {
    readonly type: SignInEvent['type'];
    readonly signIn: NewSignIn | LoggedSignIn;
    readonly user: EventUser;
    readonly notify: boolean;
  },
): void {
  const { onSignIn } = runtime.options;
  const { type, signIn, user, notify } = end;
  if (type !== 'unassessed') runtime.counters.count(type);
  if (onSignIn === undefined) return;
  const { details, reference, at, method } = signIn;
  const { decision, wanted, score, reasons, categories, country, client, newDevice } = details;
  // Made where a failure is caught: a review page that is no address must not fail a sign-in.
  const event = (): SignInEvent => ({
    type,
    signInId: reference,
    user: { id: user.id, email: user.email, name: user.name },
    at: at.toISOString(),
    method,
    ...{ decision, wanted, score, reasons, categories, country, client, newDevice },
    notify,
    reviewUrl: LET_IN.has(type) ? reviewUrl(ctx, reference, runtime) : null,
  });
  void announce(ctx, runtime, () => onSignIn(event()));
}
