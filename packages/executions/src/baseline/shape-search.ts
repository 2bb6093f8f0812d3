import type { Shape } from '../shape/shape.ts';
import type { ShapeRecord } from './shape-record.ts';
import { WordOverlap } from './word-overlap.ts';

/** What a difference in each part is worth; together 1. */
const PARTS = { program: 0.4, arguments: 0.35, network: 0.1, lineage: 0.1, user: 0.05 } as const;
/** The number of a text that no shape has. */
const UNKNOWN = -1;

/** A shape and what is compared of it: numbers of texts, and how many words there are. */
interface Entry {
  record: ShapeRecord;
  /** Its place among all entries. */
  readonly at: number;
  readonly program: number;
  readonly parent: number;
  readonly words: number;
  readonly network: number;
}

/** What is looked for, and by place how many words each entry has in common with it. */
interface Wanted extends Pick<Shape, 'user'>, Omit<Entry, 'record' | 'at'> {
  readonly commonWords: Uint16Array;
  readonly commonNetwork: Uint16Array;
}

/** A shape that was found, and how far it is: 0 for the same thing, 1 for nothing in common. */
export interface FoundShape {
  readonly record: ShapeRecord;
  readonly distance: number;
}

/** The shapes of a baseline, by program and for finding the nearest: exact, and without a copy. */
export class ShapeSearch {
  readonly #entries: Entry[] = [];
  readonly #byKey = new Map<string, Entry>();
  readonly #byProgram = new Map<string, Entry[]>();
  readonly #numbers = new Map<string, number>();
  readonly #words = new WordOverlap();
  readonly #network = new WordOverlap();

  /** Adds a shape, or what is now known of it. */
  put(record: ShapeRecord): void {
    const known = this.#byKey.get(record.key);
    if (known !== undefined) {
      known.record = record;
      return;
    }
    const entry = {
      record,
      at: this.#entries.length,
      program: this.#numbered(record.name),
      parent: this.#numbered(record.parent),
      words: record.words.length,
      network: record.network.length,
    };
    this.#entries.push(entry);
    this.#byKey.set(record.key, entry);
    this.#words.add(record.words);
    this.#network.add(record.network);
    const others = this.#byProgram.get(record.name);
    if (others === undefined) this.#byProgram.set(record.name, [entry]);
    else others.push(entry);
  }

  /** The shapes of one program. */
  *ofProgram(name: string): Generator<ShapeRecord> {
    for (const { record } of this.#byProgram.get(name) ?? []) yield record;
  }

  /** The exact nearest of those that may be; ties go to the smaller key, whatever the order. */
  nearest(shape: Shape, mayBe: (record: ShapeRecord) => boolean): FoundShape | null {
    const wanted = {
      program: this.#numbers.get(shape.name) ?? UNKNOWN,
      parent: this.#numbers.get(shape.parent) ?? UNKNOWN,
      user: shape.user,
      words: shape.words.length,
      network: shape.network.length,
      commonWords: this.#words.count(shape.words),
      commonNetwork: this.#network.count(shape.network),
    };
    const ofProgram = this.#byProgram.get(shape.name) ?? [];
    const near = nearestOf(ofProgram, wanted, { best: null, mayBe });
    // Another program is at least so far.
    const isNear = near !== null && near.distance < PARTS.program;
    return isNear ? near : nearestOf(this.#entries, wanted, { best: near, mayBe });
  }

  #numbered(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

function nearestOf(
  entries: readonly Entry[],
  wanted: Wanted,
  from: { best: FoundShape | null; mayBe: (record: ShapeRecord) => boolean },
): FoundShape | null {
  let { record: best = null, distance: least = Infinity } = from.best ?? {};
  for (const entry of entries) {
    const distance = distanceTo(entry, wanted, least);
    if (distance > least) continue;
    const { record } = entry;
    if (distance === least && best !== null && record.key >= best.key) continue;
    if (!from.mayBe(record)) continue;
    best = record;
    least = distance;
  }
  return best === null ? null : { record: best, distance: least };
}

function distanceTo(entry: Entry, wanted: Wanted, least: number): number {
  let distance = entry.program === wanted.program ? 0 : PARTS.program;
  if (entry.parent !== wanted.parent) distance += PARTS.lineage;
  if (entry.record.user !== wanted.user) distance += PARTS.user;
  if (distance > least) return Infinity;
  const { at, words, network } = entry;
  distance += PARTS.arguments * unlike(words, wanted.words, wanted.commonWords[at]);
  return distance + PARTS.network * unlike(network, wanted.network, wanted.commonNetwork[at]);
}

/** One minus the share of words that both have (Jaccard). */
function unlike(theirs: number, ours: number, common = 0): number {
  return theirs === 0 && ours === 0 ? 0 : 1 - common / (theirs + ours - common);
}
