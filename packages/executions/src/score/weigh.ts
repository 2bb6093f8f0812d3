import type { Novelty } from './novelty.ts';

/** What each part of the novelty adds, in nats. */
export interface Weighed {
  readonly executable: number;
  readonly lineage: number;
  readonly arguments: number;
  readonly network: number;
  /** 0 for what is wholly known, near 1 for what is new in any part. */
  readonly gate: number;
}

/** Nats of each part; found by ablation over four workloads, each flat around its value. */
const WEIGHTS = {
  program: 2.5,
  place: 1.2,
  pair: 0.5,
  parent: 0.3,
  user: 0.3,
  verb: 1,
  shareForProgram: 1,
  shareForWorkload: 2,
  /** Per nat of words: many new words are more than one, but not as many times. */
  wordsForWorkload: 1.5,
} as const;

/** How fast the gate opens with the newest part. */
const GATE_STEEPNESS = 4;

/** Weighs what is new; every term grows with the doubt, so that learning never raises it. */
export function weigh(novelty: Novelty): Weighed {
  const words =
    WEIGHTS.verb * novelty.verb +
    WEIGHTS.shareForProgram * novelty.shareForProgram +
    WEIGHTS.shareForWorkload * novelty.shareForWorkload +
    WEIGHTS.wordsForWorkload * Math.log1p(novelty.wordsForWorkload);
  const newest = Math.max(
    novelty.program,
    novelty.place,
    novelty.pair / 2,
    novelty.user / 2,
    novelty.verb / 2,
    novelty.shareForProgram,
  );
  return {
    executable: WEIGHTS.program * novelty.program + WEIGHTS.place * novelty.place,
    lineage:
      WEIGHTS.pair * novelty.pair + WEIGHTS.parent * novelty.parent + WEIGHTS.user * novelty.user,
    arguments: words * (1 - novelty.networkPart),
    network: words * novelty.networkPart,
    gate: 1 - Math.exp(-GATE_STEEPNESS * newest),
  };
}

/** All nats of novelty together. */
export function novelNats(weighed: Weighed): number {
  return weighed.executable + weighed.lineage + weighed.arguments + weighed.network;
}
