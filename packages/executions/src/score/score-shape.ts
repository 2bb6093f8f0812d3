import type { FleetOpinion } from '../fleet/ask-fleet.ts';
import type { PriorOpinion } from '../prior/prior.ts';
import type { Novelty } from './novelty.ts';
import { novelNats, weigh, type Weighed } from './weigh.ts';

/** A score, and what each voice added to it; the parts sum to the score. */
export interface Scored {
  readonly score: number;
  readonly weighed: Weighed;
  /** By the workload's own baseline. */
  readonly baseline: number;
  /** What the prior changed. */
  readonly prior: number;
  /** What the fleet changed; never above 0. */
  readonly fleet: number;
  /** What it changed that but one argument is known; never above 0. */
  readonly almost: number;
}

/** One more argument on a command that is trusted in full stays below the alert line of 0.6. */
const ALMOST_KNOWN_OFF = 0.45;
/** Share of the baseline's score that neither prior nor fleet can take away. */
const BASELINE_LEFT = 0.2;
/** Nats where the score of something wholly new is one half. */
const MIDDLE_NATS = 1.2;
/** Nats by which the odds change by e; wide, so that the new is ranked and not clipped. */
const NATS_PER_E = 1.4;
/** One log odd of the prior, in nats of novelty. */
const PRIOR_NATS = 1.4;
/** The prior is heard in full where a third is new. */
const PRIOR_STEEPNESS = 3;
/** The most that the fleet takes off, for a program and for a whole command. */
const FLEET_PROGRAM_NATS = 1;
const FLEET_COMMAND_NATS = 1.5;

/**
 * The score of an execution in [0, 1): a logistic curve over nats of novelty, shifted by the prior
 * and the fleet, and shut by the gate where nothing is new. Where the prior speaks against a
 * command it is heard as far as the command is new; where it speaks for it, always, so that a
 * score never rises by learning.
 */
export function scoreShape(
  novelty: Novelty,
  prior: PriorOpinion,
  fleet: FleetOpinion,
  almostKnown: number,
): Scored {
  const weighed = weigh(novelty);
  const nats = novelNats(weighed);
  const { logOdds } = prior;
  const heard = logOdds > 0 ? 1 - Math.exp(-PRIOR_STEEPNESS * newestOf(novelty)) : 1;
  const withPrior = nats + PRIOR_NATS * heard * logOdds;
  const witnessed =
    FLEET_PROGRAM_NATS * (1 - 2 ** -fleet.programs) +
    FLEET_COMMAND_NATS * (1 - 2 ** -fleet.commands);
  const baseline = curve(nats, weighed.gate);
  const second = leaving(baseline, curve(withPrior, weighed.gate));
  const third = leaving(baseline, curve(withPrior - witnessed, weighed.gate));
  const score = third * (1 - ALMOST_KNOWN_OFF * almostKnown);
  const parts = { prior: second - baseline, fleet: third - second, almost: score - third };
  return { score, weighed, baseline, ...parts };
}

/** Others never take away all that the baseline says. */
function leaving(baseline: number, score: number): number {
  return score < baseline ? score + BASELINE_LEFT * (baseline - score) : score;
}

function newestOf({ program, pair, shareForProgram }: Novelty): number {
  return Math.max(program, pair / 2, shareForProgram);
}

function curve(nats: number, gate: number): number {
  return gate / (1 + Math.exp((MIDDLE_NATS - nats) / NATS_PER_E));
}
