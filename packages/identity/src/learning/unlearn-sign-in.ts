import { addToHistogram } from '../signature/hours.ts';
import { ITEMS_MAX } from '../signature/levels.ts';
import { addMoment } from '../signature/moments.ts';
import type { Signature } from '../signature/signature.ts';
import { removeSighting } from '../signature/tally.ts';
import { NO_DEVICE } from '../signals/sign-in.ts';
import { fromJson, mapLevels } from './learn-sign-in.ts';
import type { LearnedEntry } from './learnable.ts';

/**
 * The signature as if a sign-in had not been learned. Everything in it is a faded sum, so taking
 * out is exact, but for values that the sign-in pushed out of a full level. Features that were not
 * known leave the variance that they added.
 */
export function unlearnSignIn(signature: Signature, entry: LearnedEntry): Signature {
  const { signIn, day, weight, fresh, freshBelow, lastBefore } = entry;
  const wasLast = signature.last?.atMs === signIn.atMs;
  const counted: Signature = {
    ...signature,
    learned: Math.max(0, signature.learned - 1),
    last: wasLast ? lastBefore : signature.last,
  };
  if (weight === 0) return counted;
  return {
    ...counted,
    levels: mapLevels(signature, (level, tally) => {
      const key = signIn.keys[level];
      if (key === null || key === NO_DEVICE) return tally;
      return removeSighting(tally, {
        key,
        day,
        weight,
        childNew: freshBelow.includes(level),
        wasNew: fresh.includes(level),
        itemsMax: ITEMS_MAX[level],
      });
    }),
    hours: addToHistogram(signature.hours, { bin: signIn.hour, day, weight: -weight }),
    weekdays: addToHistogram(signature.weekdays, { bin: signIn.weekday, day, weight: -weight }),
    moments: addMoment(signature.moments, {
      x: fromJson(signIn.x),
      day,
      weight: -weight * signIn.influence,
      unknownVariance: [],
    }),
  };
}
