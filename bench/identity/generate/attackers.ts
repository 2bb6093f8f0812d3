import { type Device, drawDevice, MAKES, showDevice } from './devices.ts';
import type { SeededRandom } from './seeded-random.ts';
import { type Attempt, dayOfInstant } from './sign-ins.ts';
import type { User } from './users.ts';
import {
  ATTACK_COUNTRIES,
  drawAddress,
  HOSTING_ASNS,
  networksOf,
  VPN_ASNS,
  type World,
} from './world.ts';

/** Who signs in with somebody else's password, from knowing nothing to knowing all but the home. */
export const ATTACKERS = [
  'naive',
  'stuffing',
  'vpn',
  'targeted',
  'very targeted',
  'stolen cookie',
] as const;
export type Attacker = (typeof ATTACKERS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A fixed address of one attacker's own, for attackers that come back. */
export interface Lair {
  readonly asn: number;
  readonly address: string;
}

/** One attack on a user, in the hours after `nowMs`. */
export function drawAttack(
  random: SeededRandom,
  world: World,
  {
    kind,
    user,
    nowMs,
    lair,
  }: {
    readonly kind: Attacker;
    readonly user: User;
    readonly nowMs: number;
    readonly lair?: Lair | undefined;
  },
): Attempt {
  const networks = networksOf(world, user.country);
  const main = user.devices[0];
  if (main === undefined) throw new RangeError('everybody has a device');
  const anyHour = nowMs - (nowMs % DAY_MS) + Math.floor(random.next() * 24) * HOUR_MS;
  const dayHour = nowMs - (nowMs % DAY_MS) + (7 + random.next() * 14) * HOUR_MS;
  const peak = random.pick(user.peaks);
  const peakHour = (((peak.hour + random.normal() * peak.sigma) % 24) + 24) % 24;
  const ownHour = nowMs - (nowMs % DAY_MS) + peakHour * HOUR_MS;
  const attempt = (
    at: number,
    spot: { readonly country: string; readonly asn: number },
    device: Device,
    cookie: string | null = null,
  ): Attempt => {
    // Attacks of the hour before midnight would lie in the future of the replay; a day is no matter.
    const atMs = Math.max(nowMs + 60_000, Math.floor(at));
    return {
      user: user.id,
      atMs,
      ...spot,
      ...(lair ?? { address: drawAddress(random, spot.asn) }),
      shown: showDevice(device, dayOfInstant(atMs)),
      roundTripMs: random.chance(0.044) ? Math.round(600 * Math.exp(random.normal() * 0.3)) : null,
      succeeded: true,
      label: kind,
      cookie,
      travels: false,
      viaVpn: false,
    };
  };
  const foreign = random.weighted(ATTACK_COUNTRIES);
  switch (kind) {
    case 'naive': {
      const asn = random.chance(0.5)
        ? random.pick(HOSTING_ASNS)
        : random.weighted(networksOf(world, foreign).homes);
      return attempt(anyHour, { country: foreign, asn }, drawDevice(random));
    }
    case 'stuffing': {
      const popular = MAKES[2]?.[0];
      const stale = { ...drawDevice(random, popular), lagDays: 90 };
      const asn = random.pick(HOSTING_ASNS);
      return attempt(anyHour, { country: random.pick(['US', 'DE', 'FR', foreign]), asn }, stale);
    }
    case 'vpn': {
      const asn = random.chance(0.75) ? random.pick(VPN_ASNS) : random.weighted(networks.homes);
      return attempt(anyHour, { country: user.country, asn }, drawDevice(random));
    }
    case 'targeted': {
      const asn = random.chance(0.5) ? user.home.asn : random.weighted(networks.homes);
      const device = { ...drawDevice(random, main.make), lagDays: random.exponential(6) };
      return attempt(dayHour, { country: user.country, asn }, device);
    }
    case 'very targeted':
      return attempt(ownHour, { country: user.country, asn: user.home.asn }, main);
    case 'stolen cookie': {
      const asn = random.weighted(networks.homes);
      return attempt(anyHour, { country: user.country, asn }, drawDevice(random), main.cookie);
    }
  }
}
