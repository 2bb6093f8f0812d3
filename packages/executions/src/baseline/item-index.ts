import type { ShapeRecord } from './shape-record.ts';
import { type Trust, trustOf } from './trust-of.ts';

/** Trust in whole millionths of a nat: sums do not depend on the order of their terms. */
const UNITS_PER_NAT = 1_000_000;

/** How well each of some parts is known. */
class ItemTrust {
  readonly #trust = new Map<string, { learned: number; watched: number }>();

  /** How unknown a part is: 1 for what was never seen, near 0 for what is seen all the time. */
  doubt(part: string): number {
    const trust = this.#trust.get(part);
    return trust === undefined ? 1 : Math.exp(-(trust.learned + trust.watched) / UNITS_PER_NAT);
  }

  /**
   * What was learned adds up over shapes: what many of them share is well known. Of what was
   * watched the most of any one shape counts: many new shapes a day must not vouch for what they
   * share.
   */
  add(part: string, learned: number, watched: number): void {
    const known = this.#trust.get(part);
    if (known === undefined) {
      this.#trust.set(part, { learned, watched });
      return;
    }
    known.learned += learned;
    if (watched > known.watched) known.watched = watched;
  }
}

/** What a program is known with. */
class ProgramItems {
  readonly places = new ItemTrust();
  readonly parents = new ItemTrust();
  readonly users = new ItemTrust();
  readonly verbs = new ItemTrust();
  readonly words = new ItemTrust();
}

const NEVER_SEEN: Readonly<ProgramItems> = new ProgramItems();

/**
 * How well each part of a workload's shapes is known: programs, parents, words, and each of them
 * with its program. Derived from the shapes, never stored, so it cannot disagree with them; it is
 * made anew where a shape comes to be believed less, which a running maximum cannot follow.
 */
export class ItemIndex {
  readonly programs = new ItemTrust();
  readonly parents = new ItemTrust();
  readonly words = new ItemTrust();
  readonly #ofPrograms = new Map<string, ProgramItems>();

  /** What a program is known with: nothing, where it was never seen. */
  ofProgram(name: string): Readonly<ProgramItems> {
    return this.#ofPrograms.get(name) ?? NEVER_SEEN;
  }

  /** Counts a shape's parts by how far the shape is believed now, instead of as before. */
  replace(record: ShapeRecord, before: Trust | undefined): void {
    const after = trustOf(record);
    const learned = units(after.learned) - units(before?.learned ?? 0);
    const watched = units(after.watched);
    // What is seen all day is believed as far as it can be.
    if (before !== undefined && learned === 0 && watched === units(before.watched)) return;
    const { name, parent } = record;
    const own = this.#known(name);
    this.programs.add(name, learned, watched);
    this.parents.add(parent, learned, watched);
    own.places.add(record.place, learned, watched);
    own.parents.add(parent, learned, watched);
    own.users.add(record.user, learned, watched);
    own.verbs.add(record.verb, learned, watched);
    for (const words of [record.words, record.network])
      for (const word of words) {
        this.words.add(word, learned, watched);
        own.words.add(word, learned, watched);
      }
  }

  #known(name: string): ProgramItems {
    const known = this.#ofPrograms.get(name);
    if (known !== undefined) return known;
    const made = new ProgramItems();
    this.#ofPrograms.set(name, made);
    return made;
  }
}

function units(nats: number): number {
  return Math.round(nats * UNITS_PER_NAT);
}
