import type { ExecutionEvent } from '@vedette/core';
import { ExecutionScorer, type Prior } from '@vedette/executions';

import type { Detector } from './detector.ts';

/** Ours, with the prior that may be used for what is measured. */
export function vedetteDetector(
  prior: Prior | null,
  { fleet = [] }: { readonly fleet?: readonly ExecutionEvent[] } = {},
): Detector {
  const scorer = new ExecutionScorer({ prior });
  for (const event of fleet) scorer.learn(event);
  return {
    learn: (event) => scorer.learn(event),
    endLearning: () => scorer.endLearning(),
    score: (event) => scorer.score(event).score,
    observe: (event) => scorer.observe(event).score,
  };
}
