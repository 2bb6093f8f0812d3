import type { ReactNode } from 'react';

import { alertPreview } from './alert-preview.ts';
import { PreviewPanel } from './preview-panel.tsx';
import type { Scores } from './workloads-query.ts';

const EXAMPLES_MAX = 5;
const MS_PER_DAY = 86_400_000;

/** What a threshold would have come to, counted here, so that it follows the slider. */
export function ThresholdPreview({
  scores: { perDay: days, distinct },
  threshold,
}: {
  readonly scores: Scores;
  readonly threshold: number;
}): ReactNode {
  const { alerts, perDay } = alertPreview(days, threshold);
  const examples = distinct
    .filter(({ maxScore }) => maxScore >= threshold)
    .slice(0, EXAMPLES_MAX)
    .map(({ maxScore, argv }) => ({ score: maxScore, argv }));
  return (
    <PreviewPanel
      alerts={alerts}
      days={days.map(({ dayMs }, at) => ({ endMs: dayMs + MS_PER_DAY, count: perDay[at] ?? 0 }))}
      threshold={threshold}
      examples={examples}
    />
  );
}
