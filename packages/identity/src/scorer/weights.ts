import type { Level } from '../signature/levels.ts';
import type { NetworkKind } from '../signals/sign-in.ts';

/**
 * How often somebody else who has the password shows a value that the user is known for: the
 * share of attackers who know it or copy it. It bounds what the familiar can excuse: a familiar
 * country is worth at most ln(1/0.5) nats, a familiar address at most 3.
 */
export const COPIED: Readonly<Record<Level, number>> = {
  country: 0.55,
  network: 0.4,
  address: 0.05,
  kind: 0.5,
  client: 0.4,
  model: 0.35,
  version: 0.25,
  system: 0.35,
  pairing: 0.45,
  device: 0.02,
  ja4: 0.4,
  offset: 0.5,
};

/** The same for the hour and the day of the week. */
export const HOUR_COPIED = 0.25;
export const WEEKDAY_COPIED = 0.5;

/** Where attacks come from, by kind of network, when the network is new to the user. */
export const ATTACK_KINDS: Readonly<Record<NetworkKind, number>> = {
  access: 0.47,
  hosting: 0.38,
  vpn: 0.12,
  relay: 0.03,
};

/** Where users come from, before an application's own users say otherwise. */
export const USUAL_KINDS: Readonly<Record<NetworkKind, number>> = {
  access: 0.94,
  hosting: 0.015,
  vpn: 0.015,
  relay: 0.03,
};

/** Sign-ins that a user's prior rate of novelty is worth. */
export const NOVELTY_STRENGTH = 4;

/** Nobody is so regular that something new is rarer than this: lines and routers are replaced. */
export const NOVELTY_MIN_DEFAULT = 0.01;
export const NOVELTY_MIN: Partial<Readonly<Record<Level, number>>> = { address: 0.08 };

/** Different days after which a value is wholly familiar: less excuses less. */
export const FAMILIAR_DAYS = 3;

/** Sign-ins that the background is worth in a user's histogram of hours, and of weekdays. */
export const HOUR_STRENGTH = 6;
export const WEEKDAY_STRENGTH = 20;

/** Faster than an airliner, door to door. */
export const TRAVEL_KM_PER_HOUR_MAX = 1000;
export const TRAVEL_NATS = 2.5;
/** Somebody who is known in both countries may own a tunnel between them. */
export const TRAVEL_KNOWN_NATS = 0.5;

/** Failed attempts since the last success: at least so many, so many nats. */
export const FAILURE_NATS: readonly (readonly [number, number])[] = [
  [10, 1.6],
  [3, 0.9],
  [1, 0.15],
];

/** A page that was signed in to by a program that says so. */
export const SCRIPT_NATS = 2.5;
/** A TLS stack that nobody's browser of that name has had. */
export const JA4_INCONSISTENT_NATS = 2.2;
/** A browser whose client hints belie its user agent, and that the user has never shown. */
export const HINTS_INCONSISTENT_NATS = 2;
/** Sightings of a JA4 after which "never with that browser" means something. */
export const JA4_SIGHTINGS_MIN = 30;
/** A clock that no place in the address's country shows. */
export const CLOCK_ELSEWHERE_NATS = 1.5;
