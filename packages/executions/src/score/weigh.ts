import type { Novelty } from './novelty.ts';

/** What each part of the novelty adds, in nats. */
export interface Weighed {
  readonly executable: number;
  readonly lineage: number;
  readonly arguments: number;
  /** A path that a known tool never went to. */
  readonly reach: number;
  readonly network: number;
  /** 0 for what is wholly known, near 1 for what is new in any part. */
  readonly gate: number;
}

/**
 * Nats of each part. A program that never ran is worth little: what maintenance brings is mostly
 * such, and attackers use what is installed. Found by logistic regression of attacks against what
 * was new and benign, each workload by the others (docs/adr/0019).
 */
const WEIGHTS = {
  program: 2,
  place: 2,
  pair: 0.2,
  parent: 0.1,
  user: 0.7,
  verb: 1.4,
  shareForWorkload: 1.6,
  /** Per nat of words: many new words are more than one, but not as many times. */
  wordsOfNewProgram: 1.6,
  /** Where the tool is known, what it reaches says more than how many words it takes. */
  wordsOfKnownProgram: 0.6,
  reach: 6.5,
} as const;

/** How fast the gate opens with the newest part. */
const GATE_STEEPNESS = 4;

/** Weighs what is new; every term grows with the doubt, so that learning never raises it. */
export function weigh(novelty: Novelty): Weighed {
  const perWord =
    WEIGHTS.wordsOfKnownProgram +
    (WEIGHTS.wordsOfNewProgram - WEIGHTS.wordsOfKnownProgram) * novelty.program;
  const words =
    WEIGHTS.verb * novelty.verb +
    WEIGHTS.shareForWorkload * novelty.shareForWorkload +
    perWord * Math.log1p(novelty.wordsForWorkload);
  const newest = Math.max(
    novelty.program,
    novelty.place,
    novelty.pair / 2,
    novelty.user / 2,
    novelty.verb / 2,
    novelty.shareForProgram,
    novelty.reach,
  );
  return {
    executable: WEIGHTS.program * novelty.program + WEIGHTS.place * novelty.place,
    lineage:
      WEIGHTS.pair * novelty.pair + WEIGHTS.parent * novelty.parent + WEIGHTS.user * novelty.user,
    reach: WEIGHTS.reach * novelty.reach,
    arguments: words * (1 - novelty.networkPart),
    network: words * novelty.networkPart,
    gate: 1 - Math.exp(-GATE_STEEPNESS * newest),
  };
}

/** All nats of novelty together. */
export function novelNats(weighed: Weighed): number {
  return weighed.executable + weighed.lineage + weighed.arguments + weighed.reach + weighed.network;
}
