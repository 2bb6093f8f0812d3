/** Longest word that is looked at; what is longer is named by its length class. */
const WORD_CHARS_MAX = 96;
/** Shortest run of hexadecimal digits that is an identifier: an abbreviated git object. */
const HEX_CHARS_MIN = 7;
/** Shortest run that may be encoded data; shorter ones are too often plain words. */
const ENCODED_CHARS_MIN = 24;
/** mktemp's default is ten, gcc's is six after `cc`. */
const RANDOM_CHARS_MIN = 6;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/;
const ENCODED = /^[A-Za-z0-9+_-]+={0,2}$/;
const MONTHS = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/i;
const DAYS = /^(?:mon|tue|wed|thu|fri|sat|sun)$/i;

/**
 * Replaces what differs from run to run (identifiers, addresses, numbers, temporary names, dates,
 * encoded data) by its kind, so that the same act has the same words every time.
 *
 * @example maskWord('www-2026-11-13-21637') // 'www-#-#-#-#'
 */
export function maskWord(word: string): string {
  if (word.length > WORD_CHARS_MAX) return longWord(word);
  const { digits, lower, upper, other, hex, changes } = countKinds(word);
  if (digits === 0 && upper === 0) return word.length === 3 && DAYS.test(word) ? '<date>' : word;
  if (word.length === 3 && (MONTHS.test(word) || DAYS.test(word))) return '<date>';
  if (digits === word.length) return '<n>';
  if (word.length === 36 && UUID.test(word)) return '<uuid>';
  if (digits > 0 && hex && other === 0 && word.length >= HEX_CHARS_MIN) return '<hex>';
  if (word.charCodeAt(0) <= 0x39 && other === 3) {
    const address = IPV4.exec(word);
    if (address !== null) return addressKind(Number(address[1]), Number(address[2]));
  }
  if (word.length >= ENCODED_CHARS_MIN && upper > 1 && lower > 1 && ENCODED.test(word))
    return '<encoded>';
  if (looksRandom({ length: word.length, digits, lower, upper, other, changes })) return '<random>';
  return (digits > 0 ? word.replace(/\d+/g, '#') : word).toLowerCase();
}

interface Kinds {
  readonly digits: number;
  readonly lower: number;
  readonly upper: number;
  readonly other: number;
  /** Nothing but hexadecimal digits. */
  readonly hex: boolean;
  /** How often the kind changes from one character to the next. */
  readonly changes: number;
}

function countKinds(word: string): Kinds {
  let digits = 0;
  let lower = 0;
  let upper = 0;
  let hex = true;
  let changes = 0;
  let before = -1;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    let kind = 3;
    if (code >= 0x30 && code <= 0x39) {
      digits += 1;
      kind = 0;
    } else if (code >= 0x61 && code <= 0x7a) {
      lower += 1;
      kind = 1;
      if (code > 0x66) hex = false;
    } else if (code >= 0x41 && code <= 0x5a) {
      upper += 1;
      kind = 2;
      if (code > 0x46) hex = false;
    } else hex = false;
    if (before >= 0 && kind !== before) changes += 1;
    before = kind;
  }
  return { digits, lower, upper, other: word.length - digits - lower - upper, hex, changes };
}

/** Three kinds mixed, or upper case inside lower, is no word that a person chose. */
function looksRandom(kinds: Omit<Kinds, 'hex'> & { readonly length: number }): boolean {
  const { length, digits, lower, upper, other, changes } = kinds;
  if (length < RANDOM_CHARS_MIN || length > 20 || other > 0 || lower === 0 || upper === 0)
    return false;
  return digits > 0 ? changes >= 3 : changes >= 3 && upper >= 2;
}

/** Which side of the fence an address is on; which one it is differs from run to run. */
function addressKind(first: number, second: number): string {
  if (first === 127 || first === 0) return '<ip-own>';
  const inside =
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254);
  return inside ? '<ip-inside>' : '<ip-outside>';
}

function longWord(word: string): string {
  return `<long-${Math.min(31, Math.ceil(Math.log2(word.length)))}>`;
}
