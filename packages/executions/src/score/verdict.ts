import type { Reason } from '@vedette/core';

import type { Lesson } from '../baseline/observe-shape.ts';
import type { NearestShape } from './nearest-shape.ts';

/** What is said of one execution. */
export interface ExecutionVerdict {
  /** Key of the shape that was judged. */
  readonly shape: string;
  /** 0 for what the workload does all day, towards 1 for what it has never done. */
  readonly score: number;
  /** Share of the workload's own recent past that was at least as strange. */
  readonly p: number;
  readonly state: 'learning' | 'watching';
  /** Strongest first; they sum to the score. */
  readonly reasons: readonly Reason[];
  /** Null only where nothing was learned yet. */
  readonly nearest: NearestShape | null;
  /** What learning this event may teach. */
  readonly lesson: Lesson;
}
