import type { ExecutionEvent } from '@vedette/core';
import { hashText } from '@vedette/executions';

import type { Detector } from './detector.ts';

const DIMENSIONS = 128;
const SEED_STEP = 31;

/**
 * The published algorithm: tokens hashed by position into 128 buckets, twice the smallest cosine
 * distance to all vectors so far, clipped at 1. An in-memory scan instead of its vector store: the
 * scores are the same, and it is charged for no file.
 */
export function publishedAlgorithm(): Detector {
  const known = new Map<string, Float64Array>();
  const learn = (event: ExecutionEvent): void => {
    const vector = publishedVector(event);
    known.set(vector.join(), vector);
  };
  const score = (event: ExecutionEvent): number => {
    const vector = publishedVector(event);
    let nearest = known.size === 0 ? 1 : 2;
    for (const other of known.values()) nearest = Math.min(nearest, cosineDistance(vector, other));
    return Math.min(1, 2 * nearest);
  };
  const observe = (event: ExecutionEvent): number => {
    const verdict = score(event);
    learn(event);
    return verdict;
  };
  return { learn, endLearning: () => undefined, score, observe };
}

/** Tokens in the published order; empty ones are skipped but keep their index; length 1. */
export function publishedVector({ comm, parent, argv }: ExecutionEvent): Float64Array {
  const words = argv.join(' ').split(/[\s/=,:;|&"'()<>]+/);
  return hashWords([comm, parent, 'exec', '0', '0', ...words.filter((word) => word !== '')]);
}

/** Words as a vector of length 1, each hashed together with its place. */
export function hashWords(tokens: readonly string[]): Float64Array {
  const vector = new Float64Array(DIMENSIONS);
  for (const [index, raw] of tokens.entries()) {
    const token = raw.toLowerCase().trim();
    if (token === '') continue;
    const at = hashText(token, index * SEED_STEP) % DIMENSIONS;
    const sign = hashText(token, index * SEED_STEP + 1) % 2 === 1 ? 1 : -1;
    vector[at] = (vector[at] ?? 0) + sign;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function cosineDistance(a: Float64Array, b: Float64Array): number {
  let dot = 0;
  for (let at = 0; at < DIMENSIONS; at += 1) dot += (a[at] ?? 0) * (b[at] ?? 0);
  return 1 - dot;
}
