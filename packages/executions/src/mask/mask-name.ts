import { maskWord } from './mask-word.ts';

/** Pieces of a dotted name that are looked at: more is no name that a person chose. */
const PIECES_MAX = 8;

/**
 * Masks a name piece by piece at its dots, so that a temporary name keeps its extension and a
 * version its depth.
 *
 * @example maskName('ccSnSu2q.s') // '<random>.s'
 */
export function maskName(name: string): string {
  const whole = maskWord(name);
  if (!name.includes('.') || whole.startsWith('<')) return whole;
  const pieces = name.split('.', PIECES_MAX + 1);
  if (pieces.length > PIECES_MAX) return whole;
  return pieces.map((piece) => maskWord(piece).replace('<n>', '#')).join('.');
}
