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

/** What somebody chose, before it is known what it comes to. */
export function chosenText(alerting: Alerting): string {
  if (alerting === null) return 'the default threshold';
  return 'threshold' in alerting
    ? `alerts from ${thresholdText(alerting.threshold)} on`
    : `at most ${alerting.alertsPerDay.toLocaleString()} alerts a day`;
}
