import { meaningsOf, type Meaning } from './meanings/meanings-of.ts';
import { nameOf } from './meanings/programs-run.ts';
import { askedWords, gramsOf, stemOf, wordsOf } from './words.ts';
import { WordIndex } from './word-index.ts';

/** A shape as search sees it. */
export interface SearchedShape {
  /** Names it among all shapes of all workloads. */
  readonly id: string;
  readonly argv: readonly string[];
  /** Path or name of the program. */
  readonly exe: string;
  /** How often it was seen: what happens all day is seldom what is asked for. */
  readonly count: number;
}

/** A shape that a question found. */
export interface ShapeHit {
  readonly id: string;
  /** Only for ordering; without a unit. */
  readonly score: number;
  /** What was matched, strongest first; it may hold text of a host. */
  readonly why: readonly string[];
}

/** Exact words, their stems, what the line is for, and pieces of words. */
const STEM_WEIGHT = 0.6;
const MEANING_WEIGHT = 1.3;
const GRAM_WEIGHT = 0.5;
/** A word that is matched in several ways counts by its best, and this much of the others. */
const OTHERS = 0.2;
/** So that two words matched are more than one matched twice as well. */
const WORD_POWER = 0.9;
/** How much being seen often takes away, per factor of e. */
const OFTEN = 0.3;
const WHY_MAX = 4;
const STEM_MARK = '~';

interface Kept extends SearchedShape {
  readonly words: readonly string[];
  readonly stems: readonly string[];
  readonly grams: readonly string[];
  readonly meanings: readonly Meaning[];
}

type Way = 'word' | 'meaning' | 'resembles';
interface Match {
  readonly word: string;
  readonly way: Way;
  readonly worth: number;
}

/** All shapes, in memory, and what questions find among them. */
export class ShapeIndex {
  readonly #shapes = new Map<number, Kept>();
  readonly #numbers = new Map<string, number>();
  readonly #words = new WordIndex({ k1: 0.8, b: 0.4 });
  readonly #meanings = new WordIndex({ k1: 0.8, b: 0.3 });
  readonly #grams = new WordIndex({ k1: 0.8, b: 0.5 });
  #next = 0;

  get size(): number {
    return this.#shapes.size;
  }

  /** Adds a shape, or takes the place of the one with its id. */
  put(shape: SearchedShape): void {
    this.remove(shape.id);
    const number = this.#next;
    this.#next += 1;
    const kept = keep(shape);
    this.#numbers.set(shape.id, number);
    this.#shapes.set(number, kept);
    this.#words.add(number, kept.words);
    this.#meanings.add(number, kept.stems);
    this.#grams.add(number, kept.grams);
  }

  remove(id: string): void {
    const number = this.#numbers.get(id);
    const kept = number === undefined ? undefined : this.#shapes.get(number);
    if (number === undefined || kept === undefined) return;
    this.#numbers.delete(id);
    this.#shapes.delete(number);
    this.#words.remove(number, kept.words);
    this.#meanings.remove(number, kept.stems);
    this.#grams.remove(number, kept.grams);
  }

  /** The shapes that a question in words is about, best first. */
  search(question: string, limit: number): ShapeHit[] {
    const matches = new Map<number, Match[]>();
    for (const word of askedWords(question)) {
      for (const [number, found] of this.#matchesOf(word)) {
        const before = matches.get(number);
        if (before === undefined) matches.set(number, [found]);
        else before.push(found);
      }
    }
    const hits = [...matches].map(([number, found]) => this.#hit(number, found));
    return hits.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  /** How well each shape has one word, by its best way. */
  #matchesOf(word: string): Map<number, Match> {
    const stem = stemOf(word);
    const ways = new Map<number, Record<Way, number>>();
    const add = (way: Way, worths: Iterable<readonly [number, number]>, weight: number): void => {
      for (const [number, worth] of worths) {
        const sums = ways.get(number) ?? { word: 0, meaning: 0, resembles: 0 };
        ways.set(number, sums);
        sums[way] += worth * weight;
      }
    };
    add('word', this.#words.worth(word), 1);
    add('word', this.#words.worth(STEM_MARK + stem), STEM_WEIGHT);
    add('meaning', this.#meanings.worth(stem), MEANING_WEIGHT);
    const grams = gramsOf(word);
    for (const gram of grams) add('resembles', this.#grams.worth(gram), GRAM_WEIGHT / grams.length);
    return new Map([...ways].map(([number, sums]) => [number, bestOf(word, sums)]));
  }

  #hit(number: number, matches: readonly Match[]): ShapeHit {
    const shape = this.#shapes.get(number);
    if (shape === undefined) throw new TypeError('a posting of a shape that is gone');
    const sum = matches.reduce((all, { worth }) => all + worth ** WORD_POWER, 0);
    const score = sum / (1 + OFTEN * Math.log(Math.max(1, shape.count)));
    const best = matches.toSorted((a, b) => b.worth - a.worth).slice(0, WHY_MAX);
    return { id: shape.id, score, why: [...new Set(best.map((match) => reasonFor(match, shape)))] };
  }
}

function keep(shape: SearchedShape): Kept {
  const own = wordsOf(shape.argv.join(' '));
  const program = wordsOf(nameOf(shape.exe));
  const meanings = meaningsOf(shape.argv);
  return {
    ...shape,
    words: [...own, ...program, ...own.map((word) => STEM_MARK + stemOf(word))],
    stems: meanings.flatMap(({ stems }) => stems),
    grams: [...new Set([...own, ...wordsOf(shape.exe)])].flatMap(gramsOf),
    meanings,
  };
}

function bestOf(word: string, sums: Record<Way, number>): Match {
  const entries = (['word', 'meaning', 'resembles'] as const).map(
    (way) => [way, sums[way]] as const,
  );
  const [way, most] = entries.toSorted((a, b) => b[1] - a[1])[0] ?? ['word', 0];
  const all = sums.word + sums.meaning + sums.resembles;
  return { word, way, worth: most + OTHERS * (all - most) };
}

function reasonFor({ word, way }: Match, { meanings }: Kept): string {
  if (way === 'word') return `it has “${word}”`;
  if (way === 'resembles') return `it has something like “${word}”`;
  const stem = stemOf(word);
  const because = meanings.find(({ stems }) => stems.includes(stem))?.because ?? '';
  return `${because}: ${word}`;
}
