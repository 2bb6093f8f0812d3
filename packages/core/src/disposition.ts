import { z } from 'zod';

/** What may be done about a verdict, from least to most: recorded, alerted, contained when armed. */
export const DISPOSITIONS = ['benign', 'ambiguous', 'slam-dunk'] as const;

export const Disposition = z.enum(DISPOSITIONS);
export type Disposition = (typeof DISPOSITIONS)[number];

/** The lower of two dispositions: verdicts narrow on their way, none is ever raised. */
export function lowerDisposition(a: Disposition, b: Disposition): Disposition {
  return DISPOSITIONS.indexOf(a) <= DISPOSITIONS.indexOf(b) ? a : b;
}

/** Orders dispositions from most to least serious, for sorting. */
export function compareDispositions(a: Disposition, b: Disposition): number {
  return DISPOSITIONS.indexOf(b) - DISPOSITIONS.indexOf(a);
}
