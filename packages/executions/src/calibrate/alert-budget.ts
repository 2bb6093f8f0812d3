import type { Calibration } from './calibration.ts';

/** How many alerts somebody wants to look at. */
export interface AlertBudget {
  readonly alertsPerDay: number;
  /** How many events the workload has a day. */
  readonly eventsPerDay: number;
}

/** Nothing that is half as strange as a debug shell is worth a person's time, whatever the budget. */
const THRESHOLD_MIN = 0.4;
/** How fast the share follows what was really alerted. */
const STEP = 0.5;
const CHANGE_MAX = 2;

/**
 * The score from which on to alert so that the budget is kept; null while too little was seen to
 * promise it, and then only the fixed threshold can be used. `share` is what `adaptShare` made of
 * the budget.
 */
export function thresholdFor(
  calibration: Calibration,
  { alertsPerDay, eventsPerDay }: AlertBudget,
  share: number = alertsPerDay / Math.max(1, eventsPerDay),
): number | null {
  const score = calibration.scoreAt(Math.min(1, share));
  return score === null ? null : Math.max(THRESHOLD_MIN, score);
}

/**
 * The share of events to alert about from tomorrow on, by what today's share came to: when a
 * workload changes, its past promises too much (adaptive conformal inference, Gibbs and Candès
 * 2021, arXiv:2106.00170, on a logarithmic scale).
 */
export function adaptShare(share: number, budget: AlertBudget, alertsToday: number): number {
  const { alertsPerDay } = budget;
  const error = (alertsPerDay - alertsToday) / Math.max(alertsPerDay, Number.MIN_VALUE);
  const change = Math.exp(STEP * Math.max(-CHANGE_MAX, Math.min(CHANGE_MAX, error)));
  const first = alertsPerDay / Math.max(1, budget.eventsPerDay);
  return Math.min(first, share * change);
}
