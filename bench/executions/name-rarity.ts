import type { ExecutionEvent } from '@vedette/core';

import type { Detector } from './detector.ts';

/** Plain rarity of the program's name, as rare-process jobs count it. */
export function nameRarity(): Detector {
  const counts = new Map<string, number>();
  let total = 0;
  const learn = ({ comm }: ExecutionEvent): void => {
    counts.set(comm, (counts.get(comm) ?? 0) + 1);
    total += 1;
  };
  const score = ({ comm }: ExecutionEvent): number =>
    1 - ((counts.get(comm) ?? 0) + 1) / (total + 1);
  const observe = (event: ExecutionEvent): number => {
    const verdict = score(event);
    learn(event);
    return verdict;
  };
  return { learn, endLearning: () => undefined, score, observe };
}
