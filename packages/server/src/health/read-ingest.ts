import type { ServerMetrics } from '../api/metrics.ts';
import type { Health } from './health.ts';

/** What was taken in since the start, out of the metrics, so that both say the same. */
export async function readIngest(
  metrics: Pick<
    ServerMetrics,
    | 'acceptedBatches'
    | 'acceptedEvents'
    | 'rejectedRecords'
    | 'repeatedBatches'
    | 'postponedBatches'
  >,
): Promise<Omit<Health['ingest'], 'eventsPerMinute'>> {
  const [batches, events, rejected, repeated, postponed] = await Promise.all([
    metrics.acceptedBatches.get(),
    metrics.acceptedEvents.get(),
    metrics.rejectedRecords.get(),
    metrics.repeatedBatches.get(),
    metrics.postponedBatches.get(),
  ]);
  return {
    batches: sumOf(batches),
    events: sumOf(events),
    rejectedRecords: sumOf(rejected),
    repeatedBatches: sumOf(repeated),
    postponed: postponed.values.map(({ labels, value }) => ({
      reason: String(labels.reason ?? ''),
      batches: value,
    })),
  };
}

function sumOf({ values }: { readonly values: readonly { readonly value: number }[] }): number {
  return values.reduce((sum, { value }) => sum + value, 0);
}
