import type { ExecutionEvent } from '@vedette/core';
import { ExecutionScorer, type WorkloadState } from '@vedette/executions';

/** Rounds of which the fastest counts: others work on this machine too. */
const ROUNDS_MIN = 7;
/** So long it is tried, which also lets the compiler do its part. */
const TRIED_MS = 6_000;
const MS_PER_SECOND = 1_000;

/** What a history teaches. */
export function learnedState(history: Iterable<ExecutionEvent>): readonly WorkloadState[] {
  const scorer = new ExecutionScorer();
  for (const event of history) scorer.learn(event);
  scorer.endLearning();
  return scorer.toState();
}

/**
 * Events per second that are scored and then learned from, as the server does with each; every
 * round begins with the same history.
 */
export function ourRate(
  learned: readonly WorkloadState[],
  next: () => ExecutionEvent,
  eventsARound: number,
): number {
  let best = 0;
  const untilMs = performance.now() + TRIED_MS;
  for (let round = 0; round < ROUNDS_MIN || performance.now() < untilMs; round += 1) {
    const scorer = new ExecutionScorer({}, learned);
    const events = Array.from({ length: eventsARound }, next);
    const startMs = performance.now();
    for (const event of events) scorer.observe(event);
    best = Math.max(best, (events.length * MS_PER_SECOND) / (performance.now() - startMs));
  }
  return best;
}
