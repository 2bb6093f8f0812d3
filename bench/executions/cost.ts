import type { ExecutionEvent } from '@vedette/core';
import { ExecutionScorer, featureVector } from '@vedette/executions';

import { type BenchResult, ceiling, figure } from '../benchmark.ts';
import { attackEvent } from './attack-event.ts';
import type { Material } from './load-material.ts';
import { publishedAlgorithm } from './published-algorithm.ts';

const REPEATS = 5;
const MICROSECONDS_PER_MS = 1_000;
/** "Below 0.1 ms by far". */
const VECTOR_MICROSECONDS_MAX = 50;

/** Microseconds per event, the fastest of several rounds. */
export function benchCost({ attacks, recordings }: Material): BenchResult[] {
  const past = recordings.flatMap((recording) => recording.past);
  const known = recordings.flatMap((recording) => recording.past.slice(0, 500));
  const unknown = attacks.map((attack, at) =>
    attackEvent(attack, recordings[at % recordings.length]?.workload ?? ''),
  );
  const scorer = new ExecutionScorer();
  for (const event of past) scorer.learn(event);
  scorer.endLearning();
  const peer = publishedAlgorithm();
  for (const event of past) peer.learn(event);
  const each = (events: readonly ExecutionEvent[], act: (event: ExecutionEvent) => void): number =>
    Number((fastest(() => events.forEach(act)) / events.length).toFixed(2));
  return [
    ceiling('feature vector of an event', 'µs', {
      ours: each(known, featureVector),
      below: VECTOR_MICROSECONDS_MAX,
    }),
    figure(
      'score of a known event',
      'µs',
      each(known, (event) => scorer.score(event)),
      {
        'published, vectors in memory': each(known, (event) => peer.score(event)),
      },
    ),
    figure(
      'score of an unknown event',
      'µs',
      each(unknown, (event) => scorer.score(event)),
      {
        'published, vectors in memory': each(unknown, (event) => peer.score(event)),
      },
    ),
    figure(
      'learning of an event',
      'µs',
      each(known, (event) => scorer.learn(event)),
    ),
  ];
}

function fastest(act: () => void): number {
  let least = Infinity;
  for (let round = 0; round < REPEATS; round += 1) {
    const startMs = performance.now();
    act();
    least = Math.min(least, (performance.now() - startMs) * MICROSECONDS_PER_MS);
  }
  return Number(least.toFixed(2));
}
