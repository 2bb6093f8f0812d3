import { type Moments, NO_MOMENTS } from './moments.ts';
import { emptyHistogram, type Histogram, HOURS, WEEKDAYS } from './hours.ts';
import { forLevels, type Level } from './levels.ts';
import { EMPTY_TALLY, type Tally } from './tally.ts';

/** The sign-in that was learned last: where travel and pauses are counted from. */
export interface LastSignIn {
  readonly atMs: number;
  readonly country: string | null;
}

/** What has been learned on one day: learning is bounded per day. */
export interface LearnedToday {
  readonly day: number;
  readonly weight: number;
}

/** How one user signs in: counts that fade, no list of sign-ins, no address in the clear. */
export interface Signature {
  /** Sign-ins learned, ever. */
  readonly learned: number;
  readonly last: LastSignIn | null;
  readonly today: LearnedToday;
  readonly levels: Readonly<Record<Level, Tally>>;
  readonly hours: Histogram;
  readonly weekdays: Histogram;
  readonly moments: Moments;
}

/** The signature of somebody who has never signed in. */
export const EMPTY_SIGNATURE: Signature = {
  learned: 0,
  last: null,
  today: { day: 0, weight: 0 },
  levels: forLevels(() => EMPTY_TALLY),
  hours: emptyHistogram(HOURS),
  weekdays: emptyHistogram(WEEKDAYS),
  moments: NO_MOMENTS,
};

/** The user's habitual offset from UTC in minutes: what the client's clock said most. */
export function homeOffset(signature: Signature): number | null {
  let best: { readonly key: string; readonly weight: number } | undefined;
  for (const item of signature.levels.offset.items)
    if (best === undefined || item.weight > best.weight) best = item;
  return best === undefined ? null : Number(best.key);
}
