import { z } from 'zod';

import { LEVELS } from '../signature/levels.ts';

const LevelKey = z.string().nullable();

/**
 * What is kept of a sign-in until it may be learned, and after it for as long as it can still be
 * rolled back: keyed digests and small numbers, no address, no header.
 */
export const Learnable = z.strictObject({
  id: z.string(),
  atMs: z.number(),
  keys: z.record(z.enum(LEVELS), LevelKey),
  hour: z.number(),
  weekday: z.number(),
  country: z.string().nullable(),
  /** Features of stage two; null is not known (JSON has no NaN). */
  x: z.array(z.number().nullable()),
  /** In (0, 1]: how much the Gaussian stage may learn from it. */
  influence: z.number(),
  minusLog10P: z.number().nullable(),
  score: z.number(),
});
export type Learnable = Readonly<z.infer<typeof Learnable>>;

/** A sign-in that was learned, with what is needed to take it out again. */
export const LearnedEntry = z.strictObject({
  signIn: Learnable,
  day: z.number(),
  weight: z.number(),
  /** Levels at which it was new. */
  fresh: z.array(z.enum(LEVELS)),
  /** Levels under which something was new. */
  freshBelow: z.array(z.enum(LEVELS)),
  /** What came before it, for pauses and travel. */
  lastBefore: z.strictObject({ atMs: z.number(), country: z.string().nullable() }).nullable(),
});
export type LearnedEntry = Readonly<z.infer<typeof LearnedEntry>>;
