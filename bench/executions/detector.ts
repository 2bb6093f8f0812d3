import type { ExecutionEvent } from '@vedette/core';

/** Something that learns from executions and says how strange one is. */
export interface Detector {
  /** Learns from an event of the past. */
  readonly learn: (event: ExecutionEvent) => void;
  /** Called once, after the last event of the past. */
  readonly endLearning: () => void;
  /** How strange an event is; nothing is learned. */
  readonly score: (event: ExecutionEvent) => number;
  /** Scores an event and goes on learning. */
  readonly observe: (event: ExecutionEvent) => number;
}
