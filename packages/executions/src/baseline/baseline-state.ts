import { z } from 'zod';

import { Release } from './releases.ts';
import { ShapeRecord } from './shape-record.ts';

const Count = z.number().int().nonnegative();

/** One thing that a person or a bound did to a baseline. */
export const BaselineChange = z.strictObject({
  timeMs: z.number().nonnegative(),
  what: z.enum([
    'confirmed',
    'admitted',
    'forgotten',
    'rolled-back',
    'evicted',
    'expired',
    'learning-ended',
  ]),
  /** Who asked for it; the program's own bounds are `bound`. */
  by: z.string(),
  shapes: Count,
});
export type BaselineChange = z.infer<typeof BaselineChange>;

/** Everything that a baseline is, as plain data: what is stored, copied and rolled back. */
export const BaselineState = z.strictObject({
  version: z.literal(1),
  state: z.enum(['learning', 'watching']),
  /** Sorted by key, so that equal baselines are equal text. */
  shapes: z.array(ShapeRecord),
  /** Oldest first. */
  releases: z.array(Release).max(8),
  evicted: Count,
  changes: z.array(BaselineChange),
});
export type BaselineState = z.infer<typeof BaselineState>;
