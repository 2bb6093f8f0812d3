import { COUNTRY_ROWS } from './country-rows.ts';

/** A country as a disc on the globe, with the offsets from UTC that its clocks show in a year. */
export interface CountryPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
  readonly utcOffsetMinMinutes: number;
  readonly utcOffsetMaxMinutes: number;
}

const PLACES: ReadonlyMap<string, CountryPlace> = new Map(
  COUNTRY_ROWS.trim()
    .split(/\s+/)
    .map((row) => {
      const [code = '', ...numbers] = row.split(',');
      const [latitude = 0, longitude = 0, radiusKm = 0, least = 0, greatest = 0] =
        numbers.map(Number);
      const offsets = { utcOffsetMinMinutes: least, utcOffsetMaxMinutes: greatest };
      return [code, { latitude, longitude, radiusKm, ...offsets }];
    }),
);

/** Where a country (ISO 3166-1 alpha-2) is; undefined for a code that the table does not know. */
export function placeOfCountry(country: string): CountryPlace | undefined {
  return PLACES.get(country);
}
