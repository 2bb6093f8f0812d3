import { thresholdText } from './threshold-text.ts';
import type { Alerting } from './workloads-query.ts';

/** How a workload is alerted about, in a few words. */
export function alertingText({
  alerting,
  threshold,
}: {
  readonly alerting: Alerting;
  readonly threshold: number;
}): string {
  const from = `from ${thresholdText(threshold)}`;
  if (alerting === null) return `${from} (default)`;
  if ('threshold' in alerting) return from;
  const { alertsPerDay } = alerting;
  return `at most ${alertsPerDay.toLocaleString()} a day, now ${from}`;
}
