import type { ExecutionEvent } from '@vedette/core';

const INIT_PID = 1;

/**
 * Which process tree each event belongs to, by a number: that of its process or its parent where
 * one is known, else a tree of its own. Siblings of one parent are one tree, but not those of init.
 */
export function treesOf(events: readonly ExecutionEvent[]): number[] {
  const known = new Map<string, number>();
  return events.map(({ host, pid, ppid }, at) => {
    const own = `${host} ${pid}`;
    const parent = ppid > INIT_PID ? `${host} ${ppid}` : null;
    const tree = known.get(own) ?? (parent === null ? undefined : known.get(parent)) ?? at;
    known.set(own, tree);
    if (parent !== null && !known.has(parent)) known.set(parent, tree);
    return tree;
  });
}

/** How the scores of the distinct new things in one tree become one. */
export type Combination = (descending: readonly number[]) => number;

/** Beyond this a tree is only longer, not stranger. */
const COUNTED_MAX = 8;
const TENTH = 0.1;

/** Ways to make one score of a tree, each growing with every one of its scores. */
export const COMBINATIONS: Readonly<Record<string, Combination>> = {
  highest: ([highest = 0]) => highest,
  'and a tenth of the second': ([highest = 0, second = 0]) => highest + TENTH * second,
  'and 0.02 for each above 0.5': ([highest = 0, ...others]) =>
    highest + 0.02 * others.slice(0, 5).filter((score) => score > 0.5).length,
  'any of them (noisy or)': (scores) =>
    scores.slice(0, COUNTED_MAX).reduce((nats, score) => nats - Math.log(1 - score), 0),
  'sum of positive logits': (scores) =>
    scores
      .slice(0, COUNTED_MAX)
      .reduce((sum, score) => sum + Math.max(0, Math.log(score / (1 - score))), 0),
};

/** One scored event of a tree. */
export interface TreeEvent {
  readonly tree: number | string;
  readonly shape: string;
  readonly score: number;
}

/** Scores that say nothing are no new things. */
const NEW_MIN = 0.02;
/** So that a logarithm of what is left stays finite. */
const SCORE_MAX = 1 - 1e-9;

/** One score for each tree; a shape counts once, by its highest. */
export function treeScores(events: readonly TreeEvent[], combine: Combination): number[] {
  const trees = new Map<number | string, Map<string, number>>();
  for (const { tree, shape, score } of events) {
    const shapes = trees.get(tree) ?? new Map<string, number>();
    trees.set(tree, shapes);
    if (score <= NEW_MIN) continue;
    shapes.set(shape, Math.max(shapes.get(shape) ?? 0, Math.min(score, SCORE_MAX)));
  }
  return [...trees.values()].map((shapes) =>
    combine([...shapes.values()].toSorted((a, b) => b - a)),
  );
}
