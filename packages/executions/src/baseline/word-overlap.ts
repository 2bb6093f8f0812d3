const PLACES_AT_FIRST = 256;

/** How many words a set has in common with each of many others, without looking at each. */
export class WordOverlap {
  /** By word, the places of the sets that have it. */
  readonly #having = new Map<string, number[]>();
  #common = new Uint16Array(PLACES_AT_FIRST);
  #size = 0;

  /** Adds the next set; its place is how many there were. */
  add(words: readonly string[]): void {
    const place = this.#size;
    this.#size += 1;
    if (place >= this.#common.length) this.#common = new Uint16Array(2 * this.#common.length);
    for (const word of words) {
      const having = this.#having.get(word);
      if (having === undefined) this.#having.set(word, [place]);
      else having.push(place);
    }
  }

  /** By place, how many of these words each set has; valid until this is asked again. */
  count(words: readonly string[]): Uint16Array {
    const common = this.#common;
    common.fill(0, 0, this.#size);
    for (const word of words) {
      const having = this.#having.get(word);
      if (having === undefined) continue;
      for (const place of having) common[place] = (common[place] ?? 0) + 1;
    }
    return common;
  }
}
