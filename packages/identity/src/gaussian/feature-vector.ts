import { travelKm } from '../scorer/judge-circumstances.ts';
import type { ScorerInput } from '../scorer/scorer-input.ts';
import type { ScorerResult } from '../scorer/score-sign-in.ts';
import type { FeatureVector } from '../signature/features.ts';

const HOUR_MS = 3_600_000;

/**
 * The quantities of a sign-in that stage two judges together, in the order of FEATURES: surprisals
 * of hour, network and client, and logarithms of pause, round trip, failures and distance. NaN is
 * not known.
 */
export function featureVector(input: ScorerInput, { surprisals }: ScorerResult): FeatureVector {
  const { signIn, signature } = input;
  const km = travelKm(input);
  return [
    surprisals.hour ?? Number.NaN,
    signature.last === null
      ? Number.NaN
      : Math.log1p(Math.max(0, signIn.atMs - signature.last.atMs) / HOUR_MS),
    logOrUnknown(surprisals.network),
    logOrUnknown(surprisals.client),
    logOrUnknown(signIn.roundTripMs),
    logOrUnknown(signIn.failures),
    logOrUnknown(km),
  ];
}

function logOrUnknown(value: number | null): number {
  return value === null ? Number.NaN : Math.log1p(Math.max(0, value));
}
