import type { Evidence } from '../reasons/reason-codes.ts';
import { placeOfCountry } from '../signals/country-places.ts';
import { leastDistanceKm } from '../signals/distance-km.ts';
import { itemOf } from '../signature/tally.ts';
import { named, seenDays } from './judge-network.ts';
import { isKnownAt, judgeLevel } from './level-evidence.ts';
import type { ScorerInput } from './scorer-input.ts';
import {
  CLOCK_ELSEWHERE_NATS,
  FAILURE_NATS,
  FAMILIAR_DAYS,
  TRAVEL_KM_PER_HOUR_MAX,
  TRAVEL_KNOWN_NATS,
  TRAVEL_NATS,
} from './weights.ts';

const HOUR_MS = 3_600_000;
/** Two sign-ins in one minute are not two places at infinite speed. */
const TRAVEL_HOURS_MIN = 0.25;
const OFFSET_BACKGROUND = 0.3;

/** Kilometres that lie for certain between the last sign-in and this one; null where unknown. */
export function travelKm({ signature, signIn }: ScorerInput): number | null {
  const from = placeOfCountry(signature.last?.country ?? '');
  const to = placeOfCountry(signIn.address?.country ?? '');
  return from === undefined || to === undefined ? null : leastDistanceKm(from, to);
}

/** Faster than any journey, unless the network is one that moves people without their moving. */
export function judgeTravel(input: ScorerInput): Evidence[] {
  const { signature, signIn } = input;
  const km = travelKm(input);
  if (km === null || km === 0 || signature.last === null || signIn.address === null) return [];
  if (signIn.address.kind !== 'access') return [];
  const hours = Math.max(TRAVEL_HOURS_MIN, (signIn.atMs - signature.last.atMs) / HOUR_MS);
  if (km / hours <= TRAVEL_KM_PER_HOUR_MAX) return [];
  const known = itemOf(signature.levels.country, signIn.address.country ?? '');
  const contribution = seenDays(known) >= FAMILIAR_DAYS ? TRAVEL_KNOWN_NATS : TRAVEL_NATS;
  const params = {
    from: signature.last.country ?? '',
    to: signIn.address.country ?? '',
    km: Math.round(km),
    hours: Math.round(hours * 10) / 10,
  };
  return [{ code: 'travel-implausible', contribution, params }];
}

/** Failed attempts on the account before this one. */
export function judgeFailures({ signIn: { failures } }: ScorerInput): Evidence[] {
  const [, contribution] = FAILURE_NATS.find(([least]) => (failures ?? 0) >= least) ?? [];
  if (contribution === undefined) return [];
  return [{ code: 'failures-recent', contribution, params: { failures: failures ?? 0 } }];
}

/** The client's clock: the user's own ones, and whether it can be that of the address's country. */
export function judgeOffset(input: ScorerInput): Evidence[] {
  const { keys, signIn, signature } = input;
  const { utcOffsetMinutes: offset } = signIn;
  if (keys.offset === null || offset === null) return [];
  const background = OFFSET_BACKGROUND;
  const { offset: key } = keys;
  const verdict = judgeLevel(input, { level: 'offset', key, background, graded: true });
  const minutes = { offset, seen: seenDays(verdict.item) };
  const evidence = isKnownAt(input, 'offset') ? [named('offset', verdict, minutes)] : [];
  const place = placeOfCountry(keys.country ?? '');
  const elsewhere =
    place !== undefined &&
    (offset < place.utcOffsetMinMinutes || offset > place.utcOffsetMaxMinutes);
  const habit = itemOf(signature.levels.country, keys.country ?? '') !== undefined;
  if (elsewhere && !(habit && verdict.item !== undefined)) {
    const params = { offset, country: keys.country ?? '' };
    evidence.push({ code: 'offset-elsewhere', contribution: CLOCK_ELSEWHERE_NATS, params });
  }
  return evidence;
}
