import type { ShapeRecord } from '../baseline/shape-record.ts';
import { trustOf } from '../baseline/trust-of.ts';
import { argumentWords } from '../mask/argument-words.ts';
import type { Shape } from '../shape/shape.ts';

/** What was seen once while learning is already the better part of a known command. */
const CONFIDENCE = 2.5;

/**
 * How far a command is known but for one argument: the trust, in [0, 1], of the best known command
 * of the same program that needs one more argument to become this one.
 */
export function almostKnown(records: Iterable<ShapeRecord>, shape: Shape): number {
  const own = new Set([...shape.words, ...shape.network]);
  let byArgument: ReadonlySet<string>[] | null = null;
  let most = 0;
  for (const record of records) {
    // Its own record must not vouch for it twice.
    if (record.key === shape.key) continue;
    if (record.name !== shape.name || !isSamePlace(record.place, shape.place)) continue;
    if (record.words.length + record.network.length > own.size) continue;
    const known = [...record.words, ...record.network];
    if (!known.every((word) => own.has(word))) continue;
    const { learned, watched } = trustOf(record);
    const trust = 1 - Math.exp(-CONFIDENCE * learned - watched);
    if (trust <= most) continue;
    const theirs = new Set(known);
    const more = [...own].filter((word) => !theirs.has(word));
    byArgument ??= shape.argv.slice(1).map((argument) => new Set(argumentWords(argument)));
    const inOne = (words: ReadonlySet<string>): boolean => more.every((word) => words.has(word));
    if (byArgument.some(inOne) || more.length === 0) most = trust;
  }
  return most;
}

/** A bare name may be the installed program. */
function isSamePlace(one: Shape['place'], other: Shape['place']): boolean {
  return one === other || (isOrdinary(one) && isOrdinary(other));
}

function isOrdinary(place: Shape['place']): boolean {
  return place === 'installed' || place === 'unknown';
}
