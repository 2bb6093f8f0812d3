import { dayOf } from '../signature/day.ts';
import { P } from '../signature/features.ts';
import { addToHistogram } from '../signature/hours.ts';
import { forLevels, ITEMS_MAX, type Level, type LevelKeys } from '../signature/levels.ts';
import { addMoment } from '../signature/moments.ts';
import type { Signature } from '../signature/signature.ts';
import { addSighting, type Tally } from '../signature/tally.ts';
import { NO_DEVICE } from '../signals/sign-in.ts';
import type { Learnable, LearnedEntry } from './learnable.ts';
import { novelLevels } from './novel-levels.ts';

/** Sign-ins a day that a signature learns from at full weight, however many there are. */
export const DAY_WEIGHT_MAX = 3;

/** What learning one sign-in needs beside it. */
export interface LearnOptions {
  /** What an unknown feature adds to its own variance, by feature. */
  readonly unknownVariance: readonly number[];
}

/** The signature with one confirmed sign-in more, and the entry that can take it out again. */
export function learnSignIn(
  signature: Signature,
  signIn: Learnable,
  { unknownVariance }: LearnOptions,
): { signature: Signature; entry: LearnedEntry } {
  const day = dayOf(signIn.atMs);
  const today = Math.floor(day);
  const spent = signature.today.day === today ? signature.today.weight : 0;
  const weight = Math.max(0, Math.min(1, DAY_WEIGHT_MAX - spent));
  const keys: LevelKeys = signIn.keys;
  const { fresh, freshBelow } = novelLevels(signature, keys);
  const entry: LearnedEntry = {
    signIn,
    day,
    weight,
    fresh: [...fresh],
    freshBelow: [...freshBelow],
    lastBefore: signature.last,
  };
  const isLatest = signature.last === null || signIn.atMs >= signature.last.atMs;
  const last = isLatest ? { atMs: signIn.atMs, country: signIn.country } : signature.last;
  const counted = { ...signature, learned: signature.learned + 1, last };
  if (weight === 0) return { signature: counted, entry };
  const levels = mapLevels(signature, (level, tally) => {
    const key = keys[level];
    if (key === null || key === NO_DEVICE) return tally;
    return addSighting(tally, {
      key,
      day,
      weight,
      childNew: freshBelow.includes(level),
      itemsMax: ITEMS_MAX[level],
    });
  });
  return {
    signature: {
      ...counted,
      today: { day: today, weight: spent + weight },
      levels,
      hours: addToHistogram(signature.hours, { bin: signIn.hour, day, weight }),
      weekdays: addToHistogram(signature.weekdays, { bin: signIn.weekday, day, weight }),
      moments: addMoment(signature.moments, {
        x: fromJson(signIn.x),
        day,
        weight: weight * signIn.influence,
        unknownVariance,
      }),
    },
    entry,
  };
}

/** A feature vector as it was before JSON: null is not known. */
export function fromJson(x: readonly (number | null)[]): number[] {
  return Array.from({ length: P }, (_, i) => x[i] ?? Number.NaN);
}

/** The tallies of a signature, each passed through a function. */
export function mapLevels(
  signature: Signature,
  change: (level: Level, tally: Tally) => Tally,
): Signature['levels'] {
  return forLevels((level) => change(level, signature.levels[level]));
}
