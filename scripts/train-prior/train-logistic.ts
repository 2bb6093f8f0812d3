/** One example as the buckets of its features. */
export interface Example {
  readonly buckets: Uint32Array;
  readonly attack: boolean;
  /** How much it counts. */
  readonly weight: number;
}

/** What is learned: a weight for every bucket, and the log odds of an empty command. */
export interface LogisticModel {
  readonly bias: number;
  readonly weights: Float32Array;
}

const EPOCHS = 12;
const STEP = 0.3;
const EPSILON = 1e-6;
/** The golden ratio: the order of visits that spreads neighbours furthest. */
const SPREAD = 0.618;

/**
 * Logistic regression with an L2 penalty by AdaGrad (Duchi et al. 2011); deterministic, because
 * the examples are visited in an order that only depends on their number. Features of one example
 * are scaled by one over the root of their number.
 */
export function trainLogistic(
  examples: readonly Example[],
  { buckets, penalty }: { readonly buckets: number; readonly penalty: number },
): LogisticModel {
  const weights = new Float32Array(buckets);
  const squares = new Float32Array(buckets).fill(EPSILON);
  let bias = 0;
  let biasSquares = EPSILON;
  const order = scatteredOrder(examples.length);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const at of order) {
      const example = examples[at];
      if (example === undefined || example.buckets.length === 0) continue;
      const scale = 1 / Math.sqrt(example.buckets.length);
      let sum = bias;
      for (const bucket of example.buckets) sum += (weights[bucket] ?? 0) * scale;
      const error = (1 / (1 + Math.exp(-sum)) - (example.attack ? 1 : 0)) * example.weight;
      biasSquares += error * error;
      bias -= (STEP * error) / Math.sqrt(biasSquares);
      for (const bucket of example.buckets) {
        const weight = weights[bucket] ?? 0;
        const gradient = error * scale + penalty * weight;
        const square = (squares[bucket] ?? 0) + gradient * gradient;
        squares[bucket] = square;
        weights[bucket] = weight - (STEP * gradient) / Math.sqrt(square);
      }
    }
  }
  return { bias, weights };
}

/** Every index once, neighbours far apart: steps of a number that shares no factor with it. */
function scatteredOrder(count: number): number[] {
  let step = Math.max(1, Math.floor(count * SPREAD));
  while (step < count && greatestCommonDivisor(step, count) !== 1) step += 1;
  return Array.from({ length: count }, (_, at) => (at * step) % count);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
