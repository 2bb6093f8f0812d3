import { ShapeIndex } from '@vedette/executions';

import { hashWords } from '../executions/published-algorithm.ts';
import type { SearchedLine } from './search-material.ts';

const SHOWN = 10;
/** Okapi BM25 as its authors set it. */
const K1 = 1.2;
const B = 0.75;

/** Numbers of lines for a question, best first. */
export type Ranker = (question: string) => number[];

/** What `vedette search` ranks with. */
export function ourRanker(lines: readonly SearchedLine[]): Ranker {
  const index = new ShapeIndex();
  for (const [at, { argv, exe, count }] of lines.entries())
    index.put({ id: String(at).padStart(8, '0'), argv, exe, count });
  return (question) => index.search(question, SHOWN).map(({ id }) => Number(id));
}

/** The usual full-text search over the words of the command line. */
export function bm25Ranker(lines: readonly SearchedLine[]): Ranker {
  const texts = lines.map(({ argv, exe }) => words(`${argv.join(' ')} ${exe}`));
  const average = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  const postings = new Map<string, Map<number, number>>();
  for (const [at, text] of texts.entries())
    for (const word of text) {
      const posting = postings.get(word) ?? new Map<number, number>();
      postings.set(word, posting.set(at, (posting.get(at) ?? 0) + 1));
    }
  return (question) => {
    const scores = new Map<number, number>();
    for (const word of new Set(words(question))) {
      const posting = postings.get(word) ?? new Map<number, number>();
      const rarity = Math.log(1 + (texts.length - posting.size + 0.5) / (posting.size + 0.5));
      for (const [at, times] of posting) {
        const length = (texts[at]?.length ?? 0) / average;
        const worth = (rarity * times * (K1 + 1)) / (times + K1 * (1 - B + B * length));
        scores.set(at, (scores.get(at) ?? 0) + worth);
      }
    }
    return best(scores);
  };
}

/** The published way: the question is hashed like a command line, and what is near is shown. */
export function publishedRanker(lines: readonly SearchedLine[]): Ranker {
  const vectors = lines.map(({ argv, exe }) =>
    hashWords([exe, '', 'exec', '0', '0', ...argv.flatMap(pieces)]),
  );
  return (question) => {
    const asked = hashWords(pieces(question));
    const near = vectors.map((vector, at) => [at, dot(asked, vector)] as const);
    return best(new Map(near.filter(([, likeness]) => likeness > 0)));
  };
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function pieces(text: string): string[] {
  return text.split(/[\s/=,:;|&"'()<>]+/).filter((piece) => piece !== '');
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

function best(scores: ReadonlyMap<number, number>): number[] {
  const sorted = [...scores].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return sorted.slice(0, SHOWN).map(([at]) => at);
}
