import type { Alerting } from './workloads-query.ts';

/** What the person at the editor is at, before it is saved. */
export interface AlertingDraft {
  readonly by: 'threshold' | 'budget';
  readonly threshold: number;
  readonly alertsPerDay: number;
}

/** A draft of what holds now. */
export function draftOf(held: {
  readonly alerting: Alerting;
  readonly threshold: number;
}): AlertingDraft {
  const { alerting, threshold } = held;
  if (alerting !== null && 'alertsPerDay' in alerting) {
    return { by: 'budget', threshold, alertsPerDay: alerting.alertsPerDay };
  }
  return { by: 'threshold', threshold, alertsPerDay: 1 };
}

/** What a draft asks for. */
export function alertingOf({
  by,
  threshold,
  alertsPerDay,
}: AlertingDraft): Exclude<Alerting, null> {
  return by === 'budget' ? { alertsPerDay } : { threshold };
}

/** Whether a draft is what holds already. */
export function isHeld(draft: AlertingDraft, alerting: Alerting): boolean {
  if (alerting === null) return false;
  return draft.by === 'budget'
    ? 'alertsPerDay' in alerting && alerting.alertsPerDay === draft.alertsPerDay
    : 'threshold' in alerting && alerting.threshold === draft.threshold;
}
