import type { ExecutionEvent } from '@vedette/core';
import { shapeOf } from '@vedette/executions';

import { type BenchResult, figure } from '../benchmark.ts';
import { SHARES } from './detection-figures.ts';
import type { Judged } from './judge-recording.ts';
import { COMBINATIONS, type TreeEvent, treeScores, treesOf } from './process-trees.ts';

const DIGITS = 3;

/** A judged recording with the events that were judged. */
export interface JudgedEvents {
  readonly judged: Judged;
  readonly events: readonly ExecutionEvent[];
}

/**
 * Sessions found where what is new in one process tree is one finding, at as many benign findings
 * as a share of the benign events: by the highest score of a tree, which is what the server does,
 * beside ways of adding the scores of a tree up.
 */
export function treeRows(recordings: readonly JudgedEvents[]): BenchResult[] {
  const prepared = recordings.map(prepare);
  return SHARES.map((share) => {
    const means = Object.entries(COMBINATIONS).map(([name, combine]): [string, number] => {
      const found = prepared.map(({ benign, attacks, events }) => {
        const descending = treeScores(benign, combine).toSorted((a, b) => b - a);
        // A recording with fewer trees than may alert has no bound.
        const threshold = descending[Math.floor(events * share)] ?? 0;
        const sessions = treeScores(attacks, combine);
        return sessions.filter((score) => score > threshold).length / Math.max(1, sessions.length);
      });
      const mean = found.reduce((sum, one) => sum + one, 0) / Math.max(1, found.length);
      return [name, Number(mean.toFixed(DIGITS))];
    });
    const { highest = 0, ...others } = Object.fromEntries(means);
    const metric = `TPR at ${share * 100} % by session, a process tree being one finding: mean`;
    return figure(metric, 'share', highest, others);
  });
}

function prepare({ judged, events }: JudgedEvents): {
  readonly benign: readonly TreeEvent[];
  readonly attacks: readonly TreeEvent[];
  readonly events: number;
} {
  const trees = treesOf(events);
  const benign = events.map((event, at) => ({
    ...{ tree: trees[at] ?? at, shape: shapeOf(event).key, score: judged.benign[at] ?? 0 },
  }));
  const attacks = judged.attacks.map(({ session, shape, score }) => ({
    ...{ tree: session, shape, score },
  }));
  return { benign, attacks, events: events.length };
}
