import { type Device, drawDevice } from './devices.ts';
import type { SeededRandom } from './seeded-random.ts';
import {
  drawAddress,
  HOME_COUNTRIES,
  networksOf,
  TRIP_COUNTRIES,
  VPN_ASNS,
  type World,
} from './world.ts';

/** How often users of each stratum sign in, per day, and how many of them there are. */
const STRATA: readonly (readonly [number, number])[] = [
  [1.1, 10],
  [0.4, 20],
  [0.14, 30],
  [0.06, 25],
  [0.02, 15],
];

export const DAYS = 365;

/** A fixed line or a workplace: an address that stays for a while. */
export interface Place {
  readonly asn: number;
  readonly country: string;
  address: string;
  readonly staysWith: number;
}

export interface Trip {
  readonly fromDay: number;
  readonly toDay: number;
  readonly country: string;
  readonly roams: boolean;
}

/** One user of the synthetic service. */
export interface User {
  readonly id: string;
  readonly country: string;
  readonly perDay: number;
  /** Hours of the day (UTC) around which the user signs in, with their spread. */
  readonly peaks: readonly { readonly hour: number; readonly sigma: number }[];
  readonly weekendShare: number;
  home: Place;
  readonly movesOnDay: number | null;
  readonly work: Place | null;
  readonly carrier: number;
  readonly vpn: Place | null;
  readonly vpnShare: number;
  readonly devices: Device[];
  readonly newDeviceDay: number;
  readonly trips: readonly Trip[];
}

/** Draws a user as reference/identity.md §3.5 has it. */
export function drawUser(random: SeededRandom, world: World, id: number): User {
  const country = random.weighted(HOME_COUNTRIES);
  const networks = networksOf(world, country);
  const place = (asn: number, staysWith: number): Place => ({
    asn,
    country,
    address: drawAddress(random, asn),
    staysWith,
  });
  const main = random.normal() * 3 + 17;
  const twoPeaks = random.chance(0.45);
  const peaks = [{ hour: main, sigma: 1 + random.next() * 2 }];
  if (twoPeaks) peaks.push({ hour: main - 8, sigma: 1 + random.next() });
  return {
    id: String(1_000_000 + id),
    country,
    perDay: random.weighted(STRATA.map(([rate, weight]) => [rate, weight] as const)),
    peaks,
    weekendShare: 0.3 + random.next() * 0.9,
    home: place(random.weighted(networks.homes), random.chance(0.2) ? 0.6 : 0.96),
    movesOnDay: random.chance(0.12) ? random.whole(DAYS) : null,
    work: random.chance(0.5) ? place(random.pick(networks.others), 0.98) : null,
    carrier: random.weighted(networks.carriers),
    vpn: random.chance(0.06) ? place(random.pick(VPN_ASNS), 0.3) : null,
    vpnShare: 0.2 + random.next() * 0.6,
    devices: Array.from({ length: 1 + random.poisson(0.9) }, () => drawDevice(random)),
    newDeviceDay: random.exponential(DAYS),
    trips: Array.from({ length: random.poisson(1.6) }, () => drawTrip(random, country)),
  };
}

function drawTrip(random: SeededRandom, home: string): Trip {
  const fromDay = random.next() * DAYS;
  return {
    fromDay,
    toDay: fromDay + 2 + random.exponential(6),
    country: random.pick(TRIP_COUNTRIES.filter((country) => country !== home)),
    roams: random.chance(0.5),
  };
}
