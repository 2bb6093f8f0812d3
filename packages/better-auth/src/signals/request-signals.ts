import { readSignIn, type SignIn } from '@vedette/identity';
import type { GenericEndpointContext } from 'better-auth';
import { getIP } from 'better-auth/api';

import type { Runtime } from '../runtime/runtime.ts';
import { readDeviceCookie } from './device-cookie.ts';

/** The client's clock, in minutes east of UTC; the client plugin sends it. */
const UTC_OFFSET_HEADER = 'x-vedette-utc-offset';
const OFFSET = /^[+-]?\d{1,3}$/;

/** What a request says about who signs in. */
export async function readRequestSignals(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  known: { readonly request: Request; readonly failures: number; readonly atMs: number },
): Promise<SignIn> {
  const { request, failures, atMs } = known;
  const { network = {} } = runtime.options;
  const offset = request.headers.get(UTC_OFFSET_HEADER) ?? '';
  return readSignIn(
    {
      atMs,
      peer: peerOf(ctx, runtime, request),
      header: (name) => request.headers.get(name),
      deviceCookie: await readDeviceCookie(ctx),
      utcOffsetMinutes: OFFSET.test(offset) ? Number(offset) : null,
      failures,
    },
    {
      digestKey: runtime.digestKey(ctx.context.secret),
      isTrustedProxy: runtime.isTrustedProxy,
      networks: runtime.networks,
      ja4Header: network.ja4Header ?? null,
      ...(network.forwardedHeader === undefined
        ? {}
        : { forwardedHeader: network.forwardedHeader }),
    },
  );
}

/**
 * The other end of the connection, as the application's server says it. Without that, the address
 * that better-auth makes out, but only where the application has told better-auth which header
 * to believe: its default believes one that anybody can send.
 */
function peerOf(
  ctx: GenericEndpointContext,
  { options }: Runtime,
  request: Request,
): string | null {
  const { peer } = options.network ?? {};
  if (peer !== undefined) return peer(request);
  const isTold = ctx.context.options.advanced?.ipAddress?.ipAddressHeaders !== undefined;
  return isTold ? getIP(request, ctx.context.options) : null;
}

/** A browser in words, for the log and for mails; null where the request did not say. */
export function clientWords({ client }: SignIn): string | null {
  return client === null ? null : `${client.family} on ${client.os}`;
}
