import { type Prior, priorFeatures, type Shape } from '@vedette/executions';
import { isPlaceholder } from './placeholders.ts';
import { type Example, trainLogistic } from './train-logistic.ts';

/** 65,536: at half of it sessions found at 1 % fall by 0.03, at twice it nothing is gained. */
const BUCKETS = 2 ** 16;
const PENALTY = 1e-3;
/** A recorded execution is the real thing: it counts as much as five lines of a manual. */
const RECORDED_WEIGHT = 5;
/** All attacks together count a quarter of everything benign. */
const ATTACK_SHARE = 1 / 4;

/** What a prior is fitted to. */
export interface PriorMaterial {
  readonly attacks: readonly Shape[];
  /** NL2Bash and scripts. */
  readonly written: readonly Shape[];
  readonly recorded: readonly Shape[];
}

/** Fits the prior; placeholders of the collections are not shown to it. */
export function fitPrior({ attacks, written, recorded }: PriorMaterial): Prior {
  const benignWeight = written.length + RECORDED_WEIGHT * recorded.length;
  const attackWeight = (ATTACK_SHARE * benignWeight) / Math.max(1, attacks.length);
  const examples = [
    ...attacks.map((shape) => exampleOf(shape, true, attackWeight)),
    ...written.map((shape) => exampleOf(shape, false, 1)),
    ...recorded.map((shape) => exampleOf(shape, false, RECORDED_WEIGHT)),
  ];
  const { bias, weights } = trainLogistic(examples, { buckets: BUCKETS, penalty: PENALTY });
  return { bias, weights, unit: 1 };
}

function exampleOf(shape: Shape, attack: boolean, weight: number): Example {
  const features = priorFeatures(shape).filter(({ word }) => word === null || !isPlaceholder(word));
  const buckets = Uint32Array.from(features, ({ hash }) => hash & (BUCKETS - 1));
  return { buckets, attack, weight };
}

/** Weights as whole numbers of one byte: what ships. */
export function quantisePrior(prior: Prior): Prior & { readonly weights: Int8Array } {
  let largest = 0;
  for (const weight of prior.weights) largest = Math.max(largest, Math.abs(weight));
  const unit = largest / 127 || 1;
  const weights = Int8Array.from(prior.weights, (weight) => Math.round(weight / unit));
  return { bias: Number(prior.bias.toFixed(6)), weights, unit: Number(unit.toFixed(9)) };
}
