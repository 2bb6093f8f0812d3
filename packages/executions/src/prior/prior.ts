import { priorFeatures, type PriorShape } from './prior-features.ts';

/** What attackers do, as learned from public material: a weight for every bucket of features. */
export interface Prior {
  /** Log odds of a command of which nothing is known. */
  readonly bias: number;
  /** A power of two of them. */
  readonly weights: Float32Array | Int8Array;
  /** What one unit of a weight is worth. */
  readonly unit: number;
}

/** Log odds that a command is an attacker's rather than an administrator's, and by which word. */
export interface PriorOpinion {
  readonly logOdds: number;
  /** The word that speaks most for it, null where it is the program itself. */
  readonly strongest: string | null;
}

/** A program says less than what it is asked to do: attackers use what is installed. */
const PROGRAM_SAYS = 0.5;
/** Share of what speaks against a word that is left where the workload uses it for other things. */
const KNOWN_WORD_LEFT = 0.2;

/**
 * The prior's opinion of a command. A long line is not suspect for its length, and a word that the
 * workload uses anyway is hardly evidence against it: `doubtOf` says how new a word, or with null
 * the program, is there. What speaks for a command counts in full, so that learning a word never
 * makes it more suspect.
 */
export function askPrior(
  prior: Prior,
  shape: PriorShape,
  doubtOf: (word: string | null) => number,
): PriorOpinion {
  const features = priorFeatures(shape);
  const mask = prior.weights.length - 1;
  const scale = prior.unit / Math.sqrt(features.length);
  let logOdds = prior.bias;
  let strongest: string | null = null;
  let most = 0;
  let word: string | null = null;
  let ofWord = 0;
  for (const feature of features) {
    const said = feature.word === null ? PROGRAM_SAYS : 1;
    const learned = said * (prior.weights[feature.hash & mask] ?? 0) * scale;
    const heard = learned > 0 ? KNOWN_WORD_LEFT + (1 - KNOWN_WORD_LEFT) * doubtOf(feature.word) : 1;
    const weight = learned * heard;
    logOdds += weight;
    // The features of one word stand side by side.
    ofWord = feature.word === word ? ofWord + weight : weight;
    word = feature.word;
    if (ofWord > most) [strongest, most] = [word, ofWord];
  }
  return { logOdds, strongest };
}
