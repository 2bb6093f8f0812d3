import type { QuantileCounts } from '../population/quantile-counts.ts';
import type { Decision } from './decision.ts';

/** Scores in nats from which each decision holds; `deny` is off unless an operator sets it. */
export interface Thresholds {
  readonly notify: number;
  readonly stepUp: number;
  readonly deny: number | null;
}

/** How much below a challenge a notice begins; never where the user is the likelier one. */
const NOTIFY_BELOW_NATS = 1.5;
/** Before there are scores of the application's own users. */
const STEP_UP_DEFAULT_NATS = 2;
/**
 * No budget moves the threshold out of this range. Below it one oddity among much that is
 * usual would be enough, and a budget need not be spent; above it a flood of odd sign-ins would switch it off.
 */
const STEP_UP_MIN_NATS = 1.5;
const STEP_UP_MAX_NATS = 6;
/** Sign-ins that the default is worth. */
const SCORES_MIN = 200;

/** What an operator may set. */
export interface ThresholdSettings {
  /** The share of legitimate sign-ins that may be challenged, such as 1/50. */
  readonly challengeBudget: number;
  /** From which score a sign-in is refused; null, the default, refuses none. */
  readonly denyNats: number | null;
}

/**
 * Thresholds that keep a challenge budget: the score above which that share of confirmed sign-ins
 * lies, pulled to a default while there are few, within fixed bounds.
 */
export function thresholdsFor(
  scores: QuantileCounts,
  { challengeBudget, denyNats }: ThresholdSettings,
): Thresholds {
  const total = scores.total();
  const measured = total === 0 ? STEP_UP_DEFAULT_NATS : scores.valueAbove(challengeBudget);
  const trust = Math.min(1, total / SCORES_MIN);
  const mixed = trust * measured + (1 - trust) * STEP_UP_DEFAULT_NATS;
  const stepUp = Math.min(STEP_UP_MAX_NATS, Math.max(STEP_UP_MIN_NATS, mixed));
  const notify = Math.max(0, stepUp - NOTIFY_BELOW_NATS);
  return {
    notify,
    stepUp,
    deny: denyNats === null ? null : Math.max(denyNats, stepUp + NOTIFY_BELOW_NATS),
  };
}

/** The decision that a score comes to. A score that is no number allows: scoring fails open. */
export function decide(score: number, { notify, stepUp, deny }: Thresholds): Decision {
  if (deny !== null && score >= deny) return 'deny';
  if (score >= stepUp) return 'step-up';
  return score >= notify ? 'notify' : 'allow';
}
