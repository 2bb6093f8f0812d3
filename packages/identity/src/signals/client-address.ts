import ipaddr from 'ipaddr.js';

/** More hops than any real chain of proxies has; a longer header is forged. */
const HOPS_MAX = 16;

/** Says whether an address is one of the application's own proxies. */
export type IsTrustedProxy = (address: string | null) => boolean;

/**
 * Reads CIDR blocks of trusted proxies.
 *
 * @throws Error for a text that is no CIDR block: a mistyped proxy must not be left out silently
 */
export function createTrustedProxies(cidrs: readonly string[]): IsTrustedProxy {
  const blocks = cidrs.map((cidr) => ipaddr.parseCIDR(cidr));
  return (address) => {
    if (address === null || !ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return blocks.some(([base, bits]) => parsed.kind() === base.kind() && parsed.match(base, bits));
  };
}

/**
 * The client's address: the nearest hop that is not one of our proxies. A forwarded header from
 * anybody else is that sender's own claim and is not looked at.
 */
export function clientAddress(
  peer: string | null,
  forwardedFor: string | null,
  isTrusted: IsTrustedProxy,
): string | null {
  if (!isTrusted(peer) || forwardedFor === null) return peer;
  const hops = forwardedFor.split(',', HOPS_MAX + 1).map((hop) => hop.trim());
  if (hops.length > HOPS_MAX) return null;
  for (const hop of hops.toReversed()) {
    if (!ipaddr.isValid(hop)) return null;
    if (!isTrusted(hop)) return hop;
  }
  return null;
}
