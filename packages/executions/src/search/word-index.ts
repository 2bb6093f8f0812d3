/** How much a repeated word counts, and how much a long text is held against it (Okapi BM25). */
export interface WordWeighting {
  readonly k1: number;
  readonly b: number;
}

/**
 * One field of all documents: which have a word, how often, and what that is worth (BM25,
 * Robertson and Zaragoza 2009, doi:10.1561/1500000019), with documents coming and going.
 */
export class WordIndex {
  readonly #postings = new Map<string, Map<number, number>>();
  readonly #lengths = new Map<number, number>();
  readonly #weighting: WordWeighting;
  #length = 0;

  constructor(weighting: WordWeighting) {
    this.#weighting = weighting;
  }

  add(document: number, words: readonly string[]): void {
    this.#lengths.set(document, words.length);
    this.#length += words.length;
    for (const word of words) {
      const posting = this.#postings.get(word) ?? new Map<number, number>();
      this.#postings.set(word, posting);
      posting.set(document, (posting.get(document) ?? 0) + 1);
    }
  }

  /** Takes a document out, given the words that it was added with. */
  remove(document: number, words: readonly string[]): void {
    this.#length -= this.#lengths.get(document) ?? 0;
    this.#lengths.delete(document);
    for (const word of new Set(words)) {
      const posting = this.#postings.get(word);
      posting?.delete(document);
      if (posting?.size === 0) this.#postings.delete(word);
    }
  }

  /** What a word is worth in each document that has it. */
  *worth(word: string, weight = 1): Generator<readonly [document: number, worth: number]> {
    const posting = this.#postings.get(word);
    if (posting === undefined) return;
    const { k1, b } = this.#weighting;
    const documents = this.#lengths.size;
    const average = this.#length / documents;
    const rarity = Math.log(1 + (documents - posting.size + 0.5) / (posting.size + 0.5));
    for (const [document, times] of posting) {
      const length = (this.#lengths.get(document) ?? 0) / average;
      yield [document, (weight * rarity * times * (k1 + 1)) / (times + k1 * (1 - b + b * length))];
    }
  }
}
