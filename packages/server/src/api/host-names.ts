import { isIP } from 'node:net';

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);
/** Of a host name in a header; DNS has no longer ones. */
const HOST_CHARS_MAX = 260;

/** Whether an address can be reached from this machine alone. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(?:\.\d{1,3}){3}$/.test(address);
}

/**
 * The name in a `Host` header, without its port; null where it is none.
 *
 * @example hostName('[::1]:4780') // '::1'
 */
export function hostName(header: string | undefined): string | null {
  if (header === undefined || header.length > HOST_CHARS_MAX) return null;
  const [, bracketed, plain] = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/i.exec(header) ?? [];
  return (bracketed ?? plain)?.toLowerCase() ?? null;
}

/**
 * Whether a request that names this host is meant for a server that listens there. A page on the
 * internet can let its own name point to 127.0.0.1 (DNS rebinding) and then speak to what listens
 * there as if it were its own server; but its name comes along in the header.
 */
export function answersTo(
  header: string | undefined,
  { listen, publicNames }: { readonly listen: string; readonly publicNames: readonly string[] },
): boolean {
  const name = hostName(header);
  if (name === null) return false;
  if (LOOPBACK_NAMES.has(name) || publicNames.includes(name)) return true;
  if (isLoopback(listen)) return name === listen;
  // Reached from elsewhere: by an address, or by names that were given.
  return publicNames.length === 0 || isIP(name) !== 0;
}
