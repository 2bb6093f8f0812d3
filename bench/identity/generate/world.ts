import type { SeededRandom } from './seeded-random.ts';

/** Where legitimate users of the data set's service live (marginals in reference/identity.md). */
export const HOME_COUNTRIES: readonly (readonly [string, number])[] = [
  ['NO', 43.9],
  ['US', 26.2],
  ['RU', 4.5],
  ['BR', 3.8],
  ['PL', 3],
  ['DE', 2.9],
  ['IN', 1.5],
  ['UA', 1.4],
  ['AU', 1.4],
  ['GB', 1.4],
  ['ID', 1],
  ['SE', 1],
  ['ES', 1],
  ['FR', 1],
];

/** Where its take-overs came from. */
export const ATTACK_COUNTRIES: readonly (readonly [string, number])[] = [
  ['RO', 79],
  ['NO', 10],
  ['BR', 9],
  ['ID', 9],
  ['CA', 9],
  ['IT', 7],
  ['DK', 5],
  ['CL', 3],
  ['LV', 3],
  ['CZ', 2],
];

export const TRIP_COUNTRIES = ['ES', 'SE', 'DK', 'GB', 'DE', 'FR', 'IT', 'US', 'TH', 'GR', 'NO'];

/** Hosting and VPN networks that the engine's own table may or may not know: some are strangers. */
export const HOSTING_ASNS = [16276, 24940, 14061, 16509, 9009, 20473, 64_801, 64_802, 64_803];
export const VPN_ASNS = [9009, 212_238, 60_068, 64_811];

/** The networks of one country. */
export interface CountryNetworks {
  /** Home providers: AS number and market share. */
  readonly homes: readonly (readonly [number, number])[];
  readonly carriers: readonly (readonly [number, number])[];
  readonly others: readonly number[];
}

/** Every country's networks. */
export type World = ReadonlyMap<string, CountryNetworks>;

const HOMES = 6;
const CARRIERS = 3;
const OTHERS = 30;
const ASN_BASE = 200_000;
const ASN_STEP = 100;

/** A few large home providers and carriers, and many small networks, for each country. */
export function createWorld(): World {
  const countries = [
    ...new Set(
      [...HOME_COUNTRIES, ...ATTACK_COUNTRIES].map(([code]) => code).concat(TRIP_COUNTRIES),
    ),
  ];
  return new Map(
    countries.map((country, index) => {
      const base = ASN_BASE + index * ASN_STEP;
      return [
        country,
        {
          homes: Array.from({ length: HOMES }, (_, at) => [base + at, 1 / (at + 1)] as const),
          carriers: Array.from(
            { length: CARRIERS },
            (_, at) => [base + HOMES + at, 1 / (at + 1)] as const,
          ),
          others: Array.from({ length: OTHERS }, (_, at) => base + HOMES + CARRIERS + at),
        },
      ];
    }),
  );
}

/** The networks of a country that the world has. */
export function networksOf(world: World, country: string): CountryNetworks {
  const found = world.get(country);
  if (found === undefined) throw new RangeError(`no networks in ${country}`);
  return found;
}

/** A fresh address of a network: written as IPv4, distinct for practical purposes. */
export function drawAddress(random: SeededRandom, asn: number): string {
  const a = 1 + ((asn * 7) % 222);
  const b = (asn * 13) % 256;
  return `${a}.${b}.${random.whole(256)}.${random.whole(256)}`;
}
