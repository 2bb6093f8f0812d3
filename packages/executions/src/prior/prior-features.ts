import type { Shape } from '../shape/shape.ts';
import { hashText } from '../vector/hash-text.ts';

/** One feature of the prior, and the part of the command line that it speaks of. */
export interface PriorFeature {
  /** 32 bits; whose low bits are even. */
  readonly hash: number;
  /** The word that it is about; null for the program itself. */
  readonly word: string | null;
}

/** The part of a shape that the prior looks at. */
export type PriorShape = Pick<Shape, 'name' | 'place' | 'words' | 'network'>;

/** Words of a command line that the prior looks at: an inline program rarely has more. */
const WORDS_MAX = 96;
/** Seeds, so that a program is not the word of the same name. */
const SEED = { program: 1, place: 2, word: 3 } as const;
/** Odd numbers that make a pair's hash differ by its order and kind. */
const WITH_PROGRAM = 0x9e3779b1;
const AFTER = 0x85ebca77;
const NO_WORDS = 0x5bd1e995;
const START = 0x27d4eb2f;

/** A number stands for anything. */
function isSilent(word: string): boolean {
  return word === '<n>' || word === '*<n>';
}

/**
 * What the prior knows a command by: the program, each word alone and with the program, and pairs
 * of neighbours. Folders of installed programs and parents are left out: public examples do not
 * have real ones. Pieces of words were tried and taught it names instead of acts. Each text is
 * hashed once, and pairs by their hashes.
 */
export function priorFeatures(shape: PriorShape): PriorFeature[] {
  const { place } = shape;
  const name = hashText(shape.name, SEED.program);
  const features: PriorFeature[] = [{ hash: name, word: null }];
  if (place === 'scratch' || place === 'hidden' || place === 'memory')
    features.push({ hash: hashText(place, SEED.place), word: null });
  let before = START;
  let left = WORDS_MAX;
  for (const words of [shape.words, shape.network])
    for (const word of words) {
      if (isSilent(word)) continue;
      if ((left -= 1) < 0) return features;
      const hash = hashText(word, SEED.word);
      features.push({ hash, word });
      features.push({ hash: pairHash(name, hash, WITH_PROGRAM), word });
      features.push({ hash: pairHash(before, hash, AFTER), word });
      before = hash;
    }
  if (left === WORDS_MAX) features.push({ hash: NO_WORDS, word: null });
  return features;
}

function pairHash(first: number, second: number, kind: number): number {
  const mixed = Math.imul(Math.imul(first, kind) ^ second, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
