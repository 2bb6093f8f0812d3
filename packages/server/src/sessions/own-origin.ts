import type { IncomingHttpHeaders } from 'node:http';

import { hostName } from '../api/host-names.ts';

type Asked = Pick<IncomingHttpHeaders, 'host' | 'origin' | 'sec-fetch-site'>;

/**
 * The origin at which the asker knows this server. Its `Host` was checked before: a public name is
 * that of a proxy with TLS, since there is none in the server.
 */
export function ownOrigin({ host = '', origin }: Asked, publicNames: readonly string[]): string {
  if (isOwn(origin, host, publicNames)) return origin;
  const isPublic = publicNames.includes(hostName(host) ?? '');
  return `${isPublic ? 'https' : 'http'}://${host}`;
}

/**
 * What is wrong with where a request comes from; null if it may come from a page of ours. Browsers
 * set both headers themselves, and no page can.
 */
export function foreignness(asked: Asked, publicNames: readonly string[]): string | null {
  const { host = '', origin, 'sec-fetch-site': site } = asked;
  if (site !== undefined && site !== 'same-origin') return 'Sec-Fetch-Site says another site';
  if (origin !== undefined && !isOwn(origin, host, publicNames)) return 'Origin says another site';
  return null;
}

/** Whether the browser says that a request is of its own page's making; programs say nothing. */
export function saysOrigin({ origin, 'sec-fetch-site': site }: Asked): boolean {
  return origin !== undefined || site !== undefined;
}

function isOwn(
  origin: string | undefined,
  host: string,
  publicNames: readonly string[],
): origin is string {
  const url = URL.parse(origin ?? '');
  if (url === null || url.origin !== origin) return false;
  // A proxy may name itself to us, and us to nobody.
  const isPublic = url.protocol === 'https:' && publicNames.includes(url.hostname);
  return isPublic || (/^https?:$/.test(url.protocol) && url.host === withoutDefaultPort(url, host));
}

/** As an origin is written, which leaves out the port that its scheme has anyway. */
function withoutDefaultPort({ protocol }: URL, host: string): string {
  return URL.parse(`${protocol}//${host}`)?.host ?? '';
}
