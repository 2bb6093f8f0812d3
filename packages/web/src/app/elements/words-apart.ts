/** A word of a command line, and whether the other command line has it too. */
export interface ComparedWord {
  readonly text: string;
  readonly kind: 'both' | 'only-here';
}

/** Two command lines, word by word. */
export interface WordsApart {
  readonly here: readonly ComparedWord[];
  readonly there: readonly ComparedWord[];
}

/**
 * More words are compared only by whether the other line has them anywhere: the exact way takes
 * words × words steps, and a page must not stand still.
 */
const EXACT_WORDS_MAX = 400;

/**
 * Finds the words that two command lines share in the same order (a longest common subsequence);
 * all others are of one only.
 *
 * @example
 * wordsApart(['ls', '-la'], ['ls', '/tmp']).here; // ls: both, -la: only-here
 */
export function wordsApart(here: readonly string[], there: readonly string[]): WordsApart {
  if (here.length > EXACT_WORDS_MAX || there.length > EXACT_WORDS_MAX) {
    return { here: foundAnywhere(here, there), there: foundAnywhere(there, here) };
  }
  const shared = sharedInOrder(here, there);
  return {
    here: marked(here, new Set(shared.map(([at]) => at))),
    there: marked(there, new Set(shared.map(([, at]) => at))),
  };
}

function foundAnywhere(words: readonly string[], other: readonly string[]): ComparedWord[] {
  const known = new Set(other);
  return words.map((text) => ({ text, kind: known.has(text) ? 'both' : 'only-here' }));
}

function marked(words: readonly string[], shared: ReadonlySet<number>): ComparedWord[] {
  return words.map((text, at) => ({ text, kind: shared.has(at) ? 'both' : 'only-here' }));
}

/** Pairs of places (here, there) of a longest common subsequence. */
function sharedInOrder(
  here: readonly string[],
  there: readonly string[],
): readonly (readonly [number, number])[] {
  const width = there.length + 1;
  // lengths[h * width + t] is the longest shared by here from h on and there from t on.
  const lengths = new Uint16Array((here.length + 1) * width);
  const lengthAt = (h: number, t: number): number => lengths[h * width + t] ?? 0;
  for (let h = here.length - 1; h >= 0; h--) {
    for (let t = there.length - 1; t >= 0; t--) {
      lengths[h * width + t] =
        here[h] === there[t]
          ? lengthAt(h + 1, t + 1) + 1
          : Math.max(lengthAt(h + 1, t), lengthAt(h, t + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [h, t] = [0, 0];
  while (h < here.length && t < there.length) {
    if (here[h] === there[t]) pairs.push([h++, t++]);
    else if (lengthAt(h + 1, t) >= lengthAt(h, t + 1)) h++;
    else t++;
  }
  return pairs;
}
