import type { CountryPlace } from './country-places.ts';

const EARTH_RADIUS_KM = 6371;
const RADIANS_PER_DEGREE = Math.PI / 180;

/**
 * The least distance between two countries in km: great circle between their middles less both
 * radii, never below zero, so that uncertainty about the place speaks for the user.
 */
export function leastDistanceKm(a: CountryPlace, b: CountryPlace): number {
  const dLatitude = (b.latitude - a.latitude) * RADIANS_PER_DEGREE;
  const dLongitude = (b.longitude - a.longitude) * RADIANS_PER_DEGREE;
  const haversine =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(a.latitude * RADIANS_PER_DEGREE) *
      Math.cos(b.latitude * RADIANS_PER_DEGREE) *
      Math.sin(dLongitude / 2) ** 2;
  const middleKm = 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
  return Math.max(0, middleKm - a.radiusKm - b.radiusKm);
}
