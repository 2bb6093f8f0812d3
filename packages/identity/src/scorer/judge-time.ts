import type { Evidence } from '../reasons/reason-codes.ts';
import { placeOfCountry } from '../signals/country-places.ts';
import { HOURS, localTime, WEEKDAYS, weightAround } from '../signature/hours.ts';
import { homeOffset } from '../signature/signature.ts';
import type { Findings } from './judge-network.ts';
import type { ScorerInput } from './scorer-input.ts';
import { HOUR_COPIED, HOUR_STRENGTH, WEEKDAY_COPIED, WEEKDAY_STRENGTH } from './weights.ts';

/** Sign-ins that a flat clock is worth in the population's histogram. */
const FLAT_STRENGTH = 24;

/**
 * Offset from UTC of the user's own clock: what the client mostly said, else the country's, else
 * UTC. Which one hardly matters as long as it stays, because the histogram is the user's own; so
 * once there is a histogram, a request cannot choose it.
 */
export function userOffset({
  signature,
  signIn,
}: Pick<ScorerInput, 'signature' | 'signIn'>): number {
  const home = homeOffset(signature);
  if (home !== null) return home;
  const isFirst = signature.learned === 0;
  if (isFirst && signIn.utcOffsetMinutes !== null) return signIn.utcOffsetMinutes;
  const own = signature.levels.country.items[0]?.key ?? null;
  const country = isFirst ? (signIn.address?.country ?? null) : own;
  return country === null ? 0 : (placeOfCountry(country)?.utcOffsetMinMinutes ?? 0);
}

/** The hour and the day of the week on the user's own clock, against the user's own habits. */
export function judgeTime(input: ScorerInput): Findings {
  const { signIn, signature, population } = input;
  const { hour, weekday } = localTime(signIn.atMs, userOffset(input));
  const day = judgeBin({
    counted: signature.weekdays.bins[weekday] ?? 0,
    total: signature.weekdays.total,
    background: flat(population.weekdays, weekday, WEEKDAYS),
    strength: WEEKDAY_STRENGTH,
    copied: WEEKDAY_COPIED,
    bins: WEEKDAYS,
  });
  const clock = judgeBin({
    counted: weightAround(signature.hours.bins, hour),
    total: signature.hours.total,
    background: flat(population.hours, hour, HOURS),
    strength: HOUR_STRENGTH,
    copied: HOUR_COPIED,
    bins: HOURS,
  });
  const params = { hour, weekday, of: signature.learned };
  const evidence: Evidence[] = [
    { code: clock.nats > 0 ? 'hour-unusual' : 'hour-usual', contribution: clock.nats, params },
    { code: day.nats > 0 ? 'weekday-unusual' : 'weekday-usual', contribution: day.nats, params },
  ];
  return { evidence, surprisal: clock.surprisal };
}

interface BinQuestion {
  readonly counted: number;
  readonly total: number;
  readonly background: number;
  readonly strength: number;
  readonly copied: number;
  readonly bins: number;
}

/**
 * p(bin | user) = (count + α·background) / (n + α); somebody else keeps the user's hours with
 * probability k, else signs in half like everybody, half around the clock.
 */
function judgeBin(question: BinQuestion): { nats: number; surprisal: number } {
  const { counted, total, background, strength, copied, bins } = question;
  const own = (counted + strength * background) / (total + strength);
  const other = copied * own + ((1 - copied) * (background + 1 / bins)) / 2;
  return { nats: total === 0 ? 0 : Math.log(other / own), surprisal: -Math.log(own) };
}

function flat(counts: readonly number[], bin: number, bins: number): number {
  let total = 0;
  for (const count of counts) total += count;
  return ((counts[bin] ?? 0) + FLAT_STRENGTH / bins) / (total + FLAT_STRENGTH);
}
