import type { Histogram } from './histogram-query.ts';

/** A drawing in words: how many, how steady, and when the strangest was. */
export function histogramText({ buckets }: Histogram, timeText: (ms: number) => string): string {
  const events = buckets.reduce((sum, bucket) => sum + bucket.events, 0);
  if (events === 0) return 'No executions in this span.';
  const busiest = buckets.reduce((best, one) => (one.events > best.events ? one : best));
  const strangest = buckets.reduce((best, one) =>
    (one.maxScore ?? -1) > (best.maxScore ?? -1) ? one : best,
  );
  const score =
    strangest.maxScore === null
      ? 'None of them is scored.'
      : `The highest score, ${strangest.maxScore.toFixed(2)}, came after ${timeText(strangest.fromMs)}.`;
  return `${events.toLocaleString('en')} ${events === 1 ? 'execution' : 'executions'}, the busiest time began ${timeText(busiest.fromMs)}. ${score}`;
}
