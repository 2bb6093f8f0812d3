import type { SignIn } from '@vedette/identity';

import type { Detector } from './detector.ts';
import { HOSTING_ASNS, VPN_ASNS } from './generate/world.ts';

interface Seen {
  readonly addresses: Set<string>;
  readonly networks: Set<string>;
  readonly countries: Set<string>;
  readonly devices: Set<string>;
  last: { readonly atMs: number; readonly country: string } | null;
}

/** A reputation list knows what it knows: one network in four of the attackers is not on it. */
const LISTED = new Set([...HOSTING_ASNS, ...VPN_ASNS].filter((_asn, index) => index % 4 !== 3));
/** Any other country within this time is a journey that nobody makes, as a rule engine sees it. */
const TRAVEL_HOURS = 3;
const HOUR_MS = 3_600_000;

/** Rule engines that products ship, as scores: how many of their rules hold. */
export function createRules(): Detector[] {
  const rule = (name: string, holds: (seen: Seen, signIn: SignIn) => number): Detector => {
    const users = new Map<string, Seen>();
    return {
      name,
      score: (user, signIn) => {
        const seen = users.get(user);
        return seen === undefined ? 0 : holds(seen, signIn);
      },
      learn: (user, signIn) => {
        const seen = users.get(user) ?? nobody();
        users.set(user, seen);
        const { address } = signIn;
        seen.addresses.add(address?.key ?? '');
        seen.networks.add(String(address?.asn));
        seen.countries.add(address?.country ?? '');
        seen.devices.add(deviceOf(signIn));
        seen.last = { atMs: signIn.atMs, country: address?.country ?? '' };
      },
    };
  };
  const newAddress = (seen: Seen, { address }: SignIn): boolean =>
    !seen.addresses.has(address?.key ?? '');
  const newNetwork = (seen: Seen, { address }: SignIn): boolean =>
    !seen.networks.has(String(address?.asn));
  const newCountry = (seen: Seen, { address }: SignIn): boolean =>
    !seen.countries.has(address?.country ?? '');
  const newDevice = (seen: Seen, signIn: SignIn): boolean => !seen.devices.has(deviceOf(signIn));
  const travel = ({ last }: Seen, { atMs, address }: SignIn): boolean =>
    last !== null && last.country !== address?.country && atMs - last.atMs < TRAVEL_HOURS * HOUR_MS;
  const untrusted = (_seen: Seen, { address }: SignIn): boolean => LISTED.has(address?.asn ?? -1);
  return [
    rule('rule engine', (seen, signIn) =>
      sum(newDevice(seen, signIn), travel(seen, signIn), untrusted(seen, signIn)),
    ),
    rule('new country or device', (seen, signIn) =>
      sum(newCountry(seen, signIn) || newDevice(seen, signIn)),
    ),
    rule('new address', (seen, signIn) => sum(newAddress(seen, signIn))),
    rule('new network', (seen, signIn) => sum(newNetwork(seen, signIn))),
  ];
}

function nobody(): Seen {
  return {
    addresses: new Set(),
    networks: new Set(),
    countries: new Set(),
    devices: new Set(),
    last: null,
  };
}

/** Without its versions, or every update would be a new device. */
function deviceOf({ client }: SignIn): string {
  return `${client?.family} ${client?.os} ${client?.modelKey}`;
}

function sum(...rules: readonly boolean[]): number {
  return rules.filter(Boolean).length;
}
