import { LEARNED_WEIGHTS } from './learned-weights.ts';
import type { Prior } from './prior.ts';

/** The prior that ships: weights only, learned by `scripts/train-prior`. */
export function shippedPrior(): Prior {
  const { bias, unit, base64 } = LEARNED_WEIGHTS;
  return { bias, unit, weights: new Int8Array(Buffer.from(base64, 'base64')) };
}
