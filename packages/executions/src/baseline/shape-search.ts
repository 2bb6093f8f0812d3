import type { Shape } from '../shape/shape.ts';
import type { ShapeRecord } from './shape-record.ts';

/** What a difference in each part is worth; together 1. */
const PARTS = { program: 0.4, arguments: 0.35, network: 0.1, lineage: 0.1, user: 0.05 } as const;
const MARKS_AT_FIRST = 1_024;
const COUNTS_AT_FIRST = 256;
/** The number of a text that no shape has. */
const UNKNOWN = -1;

interface Entry {
  record: ShapeRecord;
  /** Its place among all entries. */
  readonly at: number;
  /** Numbers of its texts: a look into an array instead of a comparison. */
  readonly program: number;
  readonly parent: number;
  /** How many words there are: which they are is kept by word. */
  readonly words: number;
  readonly network: Int32Array;
}

/** What is looked for; its words are marked. */
interface Wanted extends Pick<Shape, 'user'> {
  readonly program: number;
  readonly parent: number;
  /** How many there are. */
  readonly words: number;
  readonly network: number;
}

/** A shape that was found, and how far it is: 0 for the same thing, 1 for nothing in common. */
export interface FoundShape {
  readonly record: ShapeRecord;
  readonly distance: number;
}

/** The shapes of a baseline, by program and for finding the nearest: exact, and without a copy. */
export class ShapeSearch {
  readonly #entries = new Map<string, Entry>();
  readonly #byProgram = new Map<string, Entry[]>();
  readonly #numbers = new Map<string, number>();
  /** By a network word's number, whether the shape that is looked for has it. */
  #marks = new Uint8Array(MARKS_AT_FIRST);
  /** By a word's number, the places of the entries that have it among their arguments. */
  readonly #having: number[][] = [];
  /** By an entry's place, how many words it has in common with what is looked for. */
  #common = new Uint16Array(COUNTS_AT_FIRST);

  /** Adds a shape, or what is now known of it. */
  put(record: ShapeRecord): void {
    const known = this.#entries.get(record.key);
    if (known !== undefined) {
      known.record = record;
      return;
    }
    const [words, network] = [this.#numbered(record.words), this.#numbered(record.network)];
    const [program = 0, parent = 0] = this.#numbered([record.name, record.parent]);
    const at = this.#entries.size;
    const entry = { record, at, program, parent, words: words.length, network };
    this.#entries.set(record.key, entry);
    for (const word of words) (this.#having[word] ??= []).push(at);
    if (at >= this.#common.length) this.#common = new Uint16Array(2 * this.#common.length);
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
    this.#mark(shape, 1);
    const ofProgram = this.#byProgram.get(shape.name) ?? [];
    const wanted = {
      program: this.#numbers.get(shape.name) ?? UNKNOWN,
      parent: this.#numbers.get(shape.parent) ?? UNKNOWN,
      user: shape.user,
      words: shape.words.length,
      network: shape.network.length,
    };
    const near = this.#nearestOf(ofProgram, wanted, { best: null, mayBe });
    // Another program is at least so far.
    const isNear = near !== null && near.distance < PARTS.program;
    const best = isNear
      ? near
      : this.#nearestOf(this.#entries.values(), wanted, { best: near, mayBe });
    this.#mark(shape, 0);
    return best;
  }

  #nearestOf(
    entries: Iterable<Entry>,
    wanted: Wanted,
    from: { best: FoundShape | null; mayBe: (record: ShapeRecord) => boolean },
  ): FoundShape | null {
    let { record: best = null, distance: least = Infinity } = from.best ?? {};
    for (const entry of entries) {
      const { record } = entry;
      const distance = this.#distanceTo(entry, wanted, least);
      if (distance > least) continue;
      if (distance === least && best !== null && record.key >= best.key) continue;
      if (!from.mayBe(record)) continue;
      best = record;
      least = distance;
    }
    return best === null ? null : { record: best, distance: least };
  }

  #distanceTo(entry: Entry, wanted: Wanted, least: number): number {
    let distance = entry.program === wanted.program ? 0 : PARTS.program;
    if (entry.parent !== wanted.parent) distance += PARTS.lineage;
    if (entry.record.user !== wanted.user) distance += PARTS.user;
    if (distance > least) return Infinity;
    distance += PARTS.arguments * unlike(entry.words, wanted.words, this.#common[entry.at]);
    return distance + PARTS.network * this.#networkUnlike(entry.network, wanted.network);
  }

  #networkUnlike(theirs: Int32Array, ours: number): number {
    let common = 0;
    if (ours > 0) for (const number of theirs) common += this.#marks[number] ?? 0;
    return unlike(theirs.length, ours, common);
  }

  #mark({ words, network }: Shape, mark: 0 | 1): void {
    for (const word of network) {
      const number = this.#numbers.get(word);
      if (number !== undefined) this.#marks[number] = mark;
    }
    if (mark === 0) return;
    this.#common.fill(0, 0, this.#entries.size);
    for (const word of words) {
      const having = this.#having[this.#numbers.get(word) ?? UNKNOWN] ?? [];
      for (const at of having) this.#common[at] = (this.#common[at] ?? 0) + 1;
    }
  }

  #numbered(words: readonly string[]): Int32Array {
    const numbers = Int32Array.from(words, (word) => {
      const known = this.#numbers.get(word);
      if (known !== undefined) return known;
      this.#numbers.set(word, this.#numbers.size);
      return this.#numbers.size - 1;
    });
    if (this.#numbers.size > this.#marks.length)
      this.#marks = new Uint8Array(2 * this.#numbers.size);
    return numbers;
  }
}

/** One minus the share of words that both have (Jaccard). */
function unlike(theirs: number, ours: number, common = 0): number {
  return theirs === 0 && ours === 0 ? 0 : 1 - common / (theirs + ours - common);
}
