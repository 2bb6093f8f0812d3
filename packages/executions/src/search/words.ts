/** A token that is longer is data, not a word. */
const WORD_CHARS_MAX = 40;
/** Tokens of one text; a command line of 100 KB must not cost more. */
const WORDS_MAX = 512;
const TEXT_CHARS_MAX = 16_384;
/** Fewer letters in common say nothing. */
const GRAM_CHARS = 4;
const STEM_CHARS_MIN = 3;

/** Endings, longest first, and what takes their place. */
const ENDINGS = [
  ['ations', 'ate'],
  ['ation', 'ate'],
  ['sses', 'ss'],
  ['ings', ''],
  ['ies', 'y'],
  ['ing', ''],
  ['ers', 'er'],
  ['ed', ''],
  ['es', ''],
  ['s', ''],
] as const;

/** Words that every question has, and those that say that it is one. */
const STOP_WORDS = new Set(
  `a about above after again all also am an and any anything are as at be because been before being
  below between both but by can could did do does doing done down each etc every few for from
  further had has have having he her here his how i if in into is it its itself just like look looks
  may might more most must my no nor not now of off on once one only or other our out over own same
  she should so some something such than that the their them then there these they this those
  through to too under until up upon very was we well were what when where which while who whom why
  will with within without would you your
  adversary adversaries atomic attacker attackers attempt attempts command commands example executed
  execute executes executing execution following freebsd linux macos successful successfully test
  tests unix use used user's uses using utilize utilizes via windows`.split(/\s+/),
);

/** The words of a text in lower case; `camelCase` is a word, and so are its parts. */
export function wordsOf(text: string): string[] {
  return writtenWords(text).flatMap(withParts).filter(isWord).slice(0, WORDS_MAX);
}

/** The words of a question that ask for something, each once; `FreeBSD` asks for nothing free. */
export function askedWords(text: string): string[] {
  const asks = (word: string): boolean =>
    !STOP_WORDS.has(word.toLowerCase()) && (word.length > 1 || /\p{N}/u.test(word));
  const asked = writtenWords(text).filter(asks).flatMap(withParts).filter(isWord);
  return [...new Set(asked.filter(asks))].slice(0, WORDS_MAX);
}

function writtenWords(text: string): string[] {
  return (
    text
      .slice(0, TEXT_CHARS_MAX)
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function withParts(word: string): string[] {
  const parts = word.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').split(' ');
  return (parts.length > 1 ? [word, ...parts] : [word]).map((part) => part.toLowerCase());
}

function isWord(word: string): boolean {
  return word.length <= WORD_CHARS_MAX;
}

/** A word without its ending, so that `compressing` finds `compress`. */
export function stemOf(word: string): string {
  if (word.length <= STEM_CHARS_MIN || /\d/.test(word)) return word;
  const stem = withoutE(withoutEnding(word));
  const doubled = stem.length > STEM_CHARS_MIN + 1 && stem.at(-1) === stem.at(-2);
  return doubled && !stem.endsWith('s') ? stem.slice(0, -1) : stem;
}

/** Runs of letters, by which a misspelt word or a part of one is found. */
export function gramsOf(word: string): string[] {
  const count = Math.max(0, word.length - GRAM_CHARS + 1);
  return Array.from({ length: count }, (_, at) => word.slice(at, at + GRAM_CHARS));
}

function withoutEnding(word: string): string {
  for (const [ending, instead] of ENDINGS) {
    const isEnding = word.endsWith(ending) && !(ending === 's' && word.endsWith('ss'));
    if (isEnding && word.length - ending.length >= STEM_CHARS_MIN)
      return word.slice(0, -ending.length) + instead;
  }
  return word;
}

function withoutE(word: string): string {
  return word.length > STEM_CHARS_MIN + 1 && word.endsWith('e') ? word.slice(0, -1) : word;
}
