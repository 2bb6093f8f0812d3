import type { GenericEndpointContext } from 'better-auth';

import { kindOfPath, type SessionKind } from './sign-in-kind.ts';

/** A session that an endpoint has just made, with its user. */
export type FreshSession = NonNullable<GenericEndpointContext['context']['newSession']>;

/** An account and a session that are no further apart than this were made in the same request. */
const SIGN_UP_MS = 5000;

/** What a request has come to, as far as sessions go. */
export type Arrival =
  | { readonly kind: 'none' }
  | { readonly kind: 'sign-up'; readonly fresh: FreshSession }
  | { readonly kind: Exclude<SessionKind, 'none'>; readonly fresh: FreshSession };

/**
 * Whether a request has signed somebody in. Told from the new session, never from a list of
 * sign-in paths. A session of the user who was signed in already is a change of session; one of
 * another user is a sign-in.
 */
export function arrivalOf(ctx: GenericEndpointContext): Arrival {
  const fresh = ctx.context.newSession;
  // Called by the application's own code, without a request: what it does is its own decision.
  if (fresh === null || fresh === undefined || ctx.request === undefined) return { kind: 'none' };
  const kind = kindOfPath(ctx.path ?? '');
  if (kind === 'none') return { kind: 'none' };
  const isImpersonated = typeof fresh.session['impersonatedBy'] === 'string';
  if (isImpersonated || ctx.context.session?.user.id === fresh.user.id) return { kind: 'none' };
  const ageMs = msOf(fresh.session.createdAt) - msOf(fresh.user.createdAt);
  return Math.abs(ageMs) < SIGN_UP_MS ? { kind: 'sign-up', fresh } : { kind, fresh };
}

function msOf(date: Date | string): number {
  return new Date(date).getTime();
}
