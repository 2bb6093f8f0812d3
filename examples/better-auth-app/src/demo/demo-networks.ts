import { createIpRangeTable, type IpRangeTable } from '@vedette/better-auth';

/**
 * Made-up places for the addresses that are set aside for documentation (RFC 5737), so that
 * `--demo` needs nobody's real address. Without it the packages tell that are installed:
 * `@ip-location-db/asn` and `@ip-location-db/geo-whois-asn-country-mmdb`.
 */
const PLACES = [
  { first: '203.0.113.0', last: '203.0.113.255', country: 'NO', asn: 64_500 },
  { first: '198.51.100.0', last: '198.51.100.255', country: 'BR', asn: 64_501 },
  { first: '192.0.2.0', last: '192.0.2.255', country: 'NO', asn: 64_502 },
] as const;

/** Addresses in those places, by what they stand for. */
export const DEMO_ADDRESSES = {
  home: '203.0.113.24',
  cafe: '192.0.2.77',
  abroad: '198.51.100.66',
} as const;

/** AS numbers and countries of the made-up places. */
export function demoNetworks(): { readonly asn: IpRangeTable; readonly country: IpRangeTable } {
  const rows = (value: (place: (typeof PLACES)[number]) => string): string =>
    PLACES.map((place) => `${numberOf(place.first)},${numberOf(place.last)},${value(place)}`).join(
      '\n',
    );
  return {
    asn: createIpRangeTable({ v4: rows(({ asn }) => String(asn)), v6: '' }),
    country: createIpRangeTable({ v4: rows(({ country }) => country), v6: '' }),
  };
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
