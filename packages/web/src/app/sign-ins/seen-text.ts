import type { SignIn } from './sign-ins-query.ts';

const KINDS = {
  hosting: 'hosting provider',
  vpn: 'VPN',
  relay: 'privacy relay',
  access: '',
} as const;

/** What a request showed, in a line: place, network, browser; null where nothing is known. */
export function seenText(seen: SignIn['seen']): string | null {
  if (seen === null) return null;
  const { country, network, kind, browser, version, system } = seen;
  const kindText = kind === null ? '' : KINDS[kind];
  const place = [
    ...(country === null ? [] : [country]),
    ...(network === null ? [] : [network]),
    ...(kindText === '' ? [] : [kindText]),
  ];
  const client = [
    ...(browser === null ? [] : [version === null ? browser : `${browser} ${version}`]),
    ...(system === null ? [] : [`on ${system}`]),
  ];
  const parts = [place.join(' '), client.join(' ')].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(' · ');
}
