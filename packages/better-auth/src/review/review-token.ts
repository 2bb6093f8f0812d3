import { createHmac } from 'node:crypto';

import type { GenericEndpointContext } from 'better-auth';

import type { Runtime } from '../runtime/runtime.ts';
import { isSameDigest } from '../step-up/challenge-token.ts';

const TOKEN = /^([\w-]{10,40})\.([0-9a-z]{6,12})\.([\w-]{43})$/;
/** Longer texts are not looked at. */
export const REVIEW_TOKEN_CHARS_MAX = 120;
const RADIX = 36;

/** The link that asks "was this you?" about one sign-in. */
export function reviewUrl(
  ctx: GenericEndpointContext,
  reference: string,
  runtime: Runtime,
): string {
  const token = signReview(
    ctx.context.secret,
    reference,
    runtime.nowMs() + runtime.limits.reviewMs,
  );
  const { baseURL } = ctx.context;
  const page = new URL(runtime.options.reviewPage ?? `${baseURL}/vedette/review`, baseURL);
  page.searchParams.set('token', token);
  return page.toString();
}

/** A signed, expiring name of one sign-in. That it is used once is the sign-in's row's business. */
function signReview(secret: string, reference: string, expiresMs: number): string {
  const named = `${reference}.${Math.floor(expiresMs / 1000).toString(RADIX)}`;
  return `${named}.${signatureOf(secret, named)}`;
}

/** The sign-in that a token names; null for one that is forged or has expired. */
export function readReview(secret: string, token: string, nowMs: number): string | null {
  const [, reference, expires, signature] = TOKEN.exec(token) ?? [];
  if (reference === undefined || expires === undefined || signature === undefined) return null;
  if (!isSameDigest(signature, signatureOf(secret, `${reference}.${expires}`))) return null;
  return Number.parseInt(expires, RADIX) * 1000 > nowMs ? reference : null;
}

function signatureOf(secret: string, named: string): string {
  return createHmac('sha256', secret).update(`vedette-review ${named}`).digest('base64url');
}
