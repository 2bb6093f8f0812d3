const MS_PER_DAY = 86_400_000;
/** When a workload has learned enough: has-learned-enough.ts of packages/executions. */
const LEARNING_DAYS = 3;
const LEARNING_EXECUTIONS = 500;

/** How far a workload is with learning what is normal. */
export interface LearningProgress {
  /** 0 to 1, by whichever of days and executions is behind. */
  readonly share: number;
  /** What it waits for. */
  readonly text: string;
}

export function learningProgress(seen: {
  readonly executions: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}): LearningProgress {
  const { executions, firstMs, lastMs } = seen;
  const days = firstMs === null || lastMs === null ? 0 : (lastMs - firstMs) / MS_PER_DAY;
  const share = Math.min(1, days / LEARNING_DAYS, executions / LEARNING_EXECUTIONS);
  const needs = [
    ...(days < LEARNING_DAYS ? [`day ${Math.floor(days) + 1} of ${LEARNING_DAYS}`] : []),
    ...(executions < LEARNING_EXECUTIONS
      ? [`${executions} of ${LEARNING_EXECUTIONS} executions`]
      : []),
  ];
  return { share, text: needs.length === 0 ? 'nearly done' : needs.join(', ') };
}
