import { adaptShare, type AlertBudget, type Calibration, thresholdFor } from '@vedette/executions';
import { z } from 'zod';

const Count = z.number().int().nonnegative();
/** A week: a budget must not swing with the weekend. */
const DAYS_COUNTED = 7;

/** When a workload alerts: from a score on, or so many times a day; null for the default. */
export const AlertingChoice = z
  .union([
    z.strictObject({ threshold: z.number() }),
    z.strictObject({ alertsPerDay: z.number().positive() }),
  ])
  .nullable();
export type AlertingChoice = z.infer<typeof AlertingChoice>;

/** How a workload is alerted about, from day to day. */
export const Alerting = z.strictObject({
  choice: AlertingChoice,
  /** The score from which on somebody is told, until tomorrow. */
  threshold: z.number(),
  /** Of all events, what may alert; null while there is no budget. */
  share: z.number().nonnegative().nullable(),
  /** Scored events of the last days, newest last, without today. */
  days: z.array(Count).max(DAYS_COUNTED),
  eventsToday: Count,
  /** Findings that were opened today, or again. */
  alertsToday: Count,
});
export type Alerting = z.infer<typeof Alerting>;

/** A workload about which nobody has said anything. */
export function defaultAlerting(threshold: number): Alerting {
  return { choice: null, threshold, share: null, days: [], eventsToday: 0, alertsToday: 0 };
}

/** What a budget is computed from. */
export interface AlertingGrounds {
  readonly calibration: Calibration;
  /** Where nothing else is said, and while too little was seen to promise a budget. */
  readonly defaultThreshold: number;
}

/** The alerting after somebody chose. */
export function chooseAlerting(
  alerting: Alerting,
  choice: AlertingChoice,
  grounds: AlertingGrounds,
): Alerting {
  return withThreshold({ ...alerting, choice, share: null }, grounds);
}

/** The alerting of the next day on which anything was received: a pause is no quiet day. */
export function nextDay(alerting: Alerting, grounds: AlertingGrounds): Alerting {
  const days = [...alerting.days, alerting.eventsToday].slice(-DAYS_COUNTED);
  const budget = budgetOf({ ...alerting, days });
  const before = alerting.share;
  const share =
    budget === null || before === null ? before : adaptShare(before, budget, alerting.alertsToday);
  return withThreshold({ ...alerting, days, share, eventsToday: 0, alertsToday: 0 }, grounds);
}

function withThreshold(
  alerting: Alerting,
  { calibration, defaultThreshold }: AlertingGrounds,
): Alerting {
  const { choice } = alerting;
  if (choice !== null && 'threshold' in choice) return { ...alerting, threshold: choice.threshold };
  const budget = budgetOf(alerting);
  if (budget === null) return { ...alerting, threshold: defaultThreshold };
  const share = alerting.share ?? budget.alertsPerDay / Math.max(1, budget.eventsPerDay);
  const threshold = thresholdFor(calibration, budget, share) ?? defaultThreshold;
  return { ...alerting, share, threshold };
}

/** Null without a budget. Before a whole day was seen, today stands for it. */
function budgetOf({ choice, days, eventsToday }: Alerting): AlertBudget | null {
  if (choice === null || 'threshold' in choice) return null;
  const counted = days.length === 0 ? [eventsToday] : days;
  const eventsPerDay = counted.reduce((sum, events) => sum + events, 0) / counted.length;
  return { alertsPerDay: choice.alertsPerDay, eventsPerDay };
}
