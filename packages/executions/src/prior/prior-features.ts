import type { Shape } from '../shape/shape.ts';

/** One feature of the prior, and the part of the command line that it speaks of. */
export interface PriorFeature {
  readonly text: string;
  /** The word that it is about; null for the program itself. */
  readonly word: string | null;
}

/** The part of a shape that the prior looks at. */
export type PriorShape = Pick<Shape, 'name' | 'place' | 'words' | 'network'>;

/** Words of a command line that the prior looks at: an inline program rarely has more. */
const WORDS_MAX = 96;

/** A number stands for anything. */
function isSilent(word: string): boolean {
  return word === '<n>' || word === '*<n>';
}

/**
 * What the prior knows a command by: the program, each word alone and with the program, and pairs
 * of neighbours. Folders of installed programs and parents are left out: public examples do not
 * have real ones. Pieces of words were tried and taught it names instead of acts.
 */
export function priorFeatures(shape: PriorShape): PriorFeature[] {
  const { name, place } = shape;
  const features: PriorFeature[] = [{ text: `x ${name}`, word: null }];
  if (place === 'scratch' || place === 'hidden' || place === 'memory')
    features.push({ text: `l ${place}`, word: null });
  const words = [...shape.words, ...shape.network].filter((word) => !isSilent(word));
  if (words.length === 0) features.push({ text: 'n 0', word: null });
  let before = '^';
  for (const word of words.slice(0, WORDS_MAX)) {
    features.push({ text: `w ${word}`, word }, { text: `v ${name} ${word}`, word });
    features.push({ text: `b ${before} ${word}`, word });
    before = word;
  }
  return features;
}
