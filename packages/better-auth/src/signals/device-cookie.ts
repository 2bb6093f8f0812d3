import { randomBytes } from 'node:crypto';

import type { GenericEndpointContext } from 'better-auth';

const NAME = 'vedette_device';
/** The longest that browsers keep a cookie. */
const MAX_AGE_SECONDS = 400 * 86_400;
const TOKEN_BYTES = 18;

/** The device cookie that came with a request; null for none, or for one that we did not sign. */
export async function readDeviceCookie(ctx: GenericEndpointContext): Promise<string | null> {
  const { name } = ctx.context.createAuthCookie(NAME);
  const value = await ctx.getSignedCookie(name, ctx.context.secret);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Gives a browser that was let in its cookie, or keeps the one that it has; returns its value. */
export async function keepDeviceCookie(ctx: GenericEndpointContext): Promise<string> {
  const cookie = ctx.context.createAuthCookie(NAME, { maxAge: MAX_AGE_SECONDS });
  const value = (await readDeviceCookie(ctx)) ?? randomBytes(TOKEN_BYTES).toString('base64url');
  await ctx.setSignedCookie(cookie.name, value, ctx.context.secret, cookie.attributes);
  return value;
}
