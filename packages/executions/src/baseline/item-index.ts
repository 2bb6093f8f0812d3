import type { ShapeRecord } from './shape-record.ts';
import { type Trust, trustOf } from './trust-of.ts';

/** Trust in whole millionths of a nat: sums do not depend on the order of their terms. */
const UNITS_PER_NAT = 1_000_000;

interface ItemTrust {
  /** Adds up over shapes: what many learned shapes share is well known. */
  learned: number;
  /** The most of any one shape: many new shapes a day must not vouch for what they share. */
  watched: number;
}

/**
 * How well each part of a workload's shapes is known: programs, parents, pairs, words. Derived
 * from the shapes, never stored, so it cannot disagree with them; it is made anew where a shape
 * comes to be believed less, which a running maximum cannot follow.
 */
export class ItemIndex {
  readonly #items = new Map<string, ItemTrust>();

  /** Counts a shape's parts by how far the shape is believed now, instead of as before. */
  replace(record: ShapeRecord, before: Trust | undefined): void {
    const after = trustOf(record);
    const learned = units(after.learned) - units(before?.learned ?? 0);
    const watched = units(after.watched);
    // What is seen all day is believed as far as it can be.
    if (before !== undefined && learned === 0 && watched === units(before.watched)) return;
    for (const item of itemsOf(record)) this.#add(item, learned, watched);
  }

  /** How unknown a part is: 1 for what was never seen, near 0 for what is seen all the time. */
  doubt(item: string): number {
    const trust = this.#items.get(item);
    return trust === undefined ? 1 : Math.exp(-(trust.learned + trust.watched) / UNITS_PER_NAT);
  }

  get size(): number {
    return this.#items.size;
  }

  #add(item: string, learned: number, watched: number): void {
    const known = this.#items.get(item);
    if (known === undefined) {
      this.#items.set(item, { learned, watched });
      return;
    }
    known.learned += learned;
    known.watched = Math.max(known.watched, watched);
  }
}

function units(nats: number): number {
  return Math.round(nats * UNITS_PER_NAT);
}

/** The names of parts; a NUL cannot be in a word, so no two kinds can be confused. */
export const item = {
  program: (name: string): string => `x\0${name}`,
  place: (name: string, place: string): string => `l\0${place}\0${name}`,
  parent: (parent: string): string => `p\0${parent}`,
  pair: (parent: string, name: string): string => `q\0${parent}\0${name}`,
  user: (name: string, user: string): string => `u\0${user}\0${name}`,
  verb: (name: string, verb: string): string => `a\0${name}\0${verb}`,
  word: (word: string): string => `w\0${word}`,
  programWord: (name: string, word: string): string => `v\0${name}\0${word}`,
};

function* itemsOf(record: ShapeRecord): Generator<string> {
  const { name, parent } = record;
  yield item.program(name);
  yield item.place(name, record.place);
  yield item.parent(parent);
  yield item.pair(parent, name);
  yield item.user(name, record.user);
  yield item.verb(name, record.verb);
  for (const word of [...record.words, ...record.network]) {
    yield item.word(word);
    yield item.programWord(name, word);
  }
}
