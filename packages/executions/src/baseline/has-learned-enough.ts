import type { Baseline } from './baseline.ts';

/** A week's worth of surprises shows in the first days; a weekend may be among them. */
const LEARNING_DAYS = 3;
const MS_PER_DAY = 86_400_000;
/** Fewer say little about what is normal; a quiet workload simply learns for longer. */
const LEARNING_EVENTS = 500;

/** Whether a workload that learns has seen enough to be watched. */
export function hasLearnedEnough({ state, seen }: Pick<Baseline, 'state' | 'seen'>): boolean {
  if (state !== 'learning' || seen === null) return false;
  return seen.events >= LEARNING_EVENTS && seen.lastMs - seen.firstMs >= LEARNING_DAYS * MS_PER_DAY;
}
