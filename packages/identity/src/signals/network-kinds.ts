import type { NetworkKind } from './sign-in.ts';

/**
 * Networks that people seldom sign in from directly, by AS number, checked against the names in
 * `@ip-location-db/asn`. Short on purpose: it is weak evidence, it never blocks, and a long list
 * copied from elsewhere would hold access networks, too.
 */
const HOSTING =
  '16509 14618 396982 15169 8075 14061 16276 24940 213230 63949 20473 60781 28753 30633 59253 ' +
  '133752 394380 7203 51167 12876 45102 37963 132203 45090 31898 36351 63473 49981 53667 36352 ' +
  '54290 8100 40676 26496 8560 47583 197540 24961 29802 61317 62240 62904 55286 46606 46562 53850 ' +
  '19318 35916 21859 19531 25820 46664 34549 51852 396356 58065 43350 50673 14315 52423 48282 ' +
  '49505 197695 32097 42708 9370 44066 3223 202425';

/** VPN services, and operators of anonymity networks. */
const VPN = '9009 212238 60068 147049 136787 141039 209854 206092 39351 198605 205016 60729 208323';

/** Privacy relays of browsers and systems: the place is coarse, but nothing is hostile in it. */
const RELAY = '13335 36183 54113';

const KINDS: ReadonlyMap<number, NetworkKind> = new Map(
  (
    [
      ['hosting', HOSTING],
      ['vpn', VPN],
      ['relay', RELAY],
    ] as const
  ).flatMap(([kind, list]) => list.split(' ').map((asn) => [Number(asn), kind] as const)),
);

/** What a network is for; one that is not in the table is an access network. */
export function kindOfNetwork(asn: number): NetworkKind {
  return KINDS.get(asn) ?? 'access';
}
