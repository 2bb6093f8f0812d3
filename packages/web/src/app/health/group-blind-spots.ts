import type { BlindSpot } from './health-shapes.ts';

/** The same blind spot of several hosts. */
export interface BlindSpotGroup {
  readonly what: string;
  readonly why: string;
  readonly next: string;
  /** None where it is about all of them, or about none. */
  readonly hosts: readonly string[];
}

/** Blind spots that say the same are one, in the order of the server. */
export function groupBlindSpots(spots: readonly BlindSpot[]): readonly BlindSpotGroup[] {
  const groups = Map.groupBy(spots, ({ what, why, next }) => JSON.stringify([what, why, next]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { what, why, next } = first;
    const hosts = [...new Set(group.flatMap(({ host }) => (host === null ? [] : [host])))];
    return [{ what, why, next, hosts }];
  });
}
