import { askedWords } from './words.ts';

/** A question is typed by a person. */
const QUERY_CHARS_MAX = 1_000;
const PARTS_MAX = 64;
const VALUE_CHARS_MAX = 256;
const MS_OF: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/** Fields that are compared as text; `*` stands for anything. */
const TEXT_FIELDS = ['workload', 'host', 'exe', 'parent', 'kind', 'uid'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** One typed filter of a question. */
export type Filter =
  | { readonly field: TextField; readonly pattern: string; readonly not: boolean }
  | { readonly field: 'score'; readonly min: number; readonly max: number }
  | { readonly field: 'last'; readonly ms: number };

/** A question as it was understood: what is shown back, and can be edited. */
export interface SearchQuery {
  readonly filters: readonly Filter[];
  /** What is looked for by words, the rest of the question. */
  readonly text: string;
  /** What looked like a filter and is none; it is searched as text. */
  readonly notes: readonly string[];
}

/** Either quoted, or up to the next space; a leading `-` turns a filter around. */
const PART = /(-?)([a-z]+):(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+)/gi;

/**
 * Reads a question such as `workload:web* score:>0.8 last:24h like:"reverse shell"`. Never throws:
 * what cannot be read as a filter is text, and a note says so.
 */
export function parseQuery(question: string): SearchQuery {
  const filters: Filter[] = [];
  const notes: string[] = [];
  const text: string[] = [];
  const cut = question.slice(0, QUERY_CHARS_MAX);
  if (question.length > cut.length) notes.push(`only the first ${QUERY_CHARS_MAX} characters`);
  const parts = [...cut.matchAll(PART)];
  if (parts.length > PARTS_MAX) notes.push(`only the first ${PARTS_MAX} parts`);
  for (const part of parts.slice(0, PARTS_MAX)) {
    const [whole, minus = '', name = '', quoted, bare, phrase, word] = part;
    const value = quoted ?? bare;
    if (value === undefined) text.push(phrase ?? word ?? '');
    else if (name.toLowerCase() === 'like') text.push(value);
    else {
      const read = readFilter(name.toLowerCase(), value, minus === '-');
      if (typeof read === 'object') filters.push(read);
      else {
        text.push(whole);
        if (read !== '') notes.push(`${whole.slice(0, VALUE_CHARS_MAX)}: ${read}`);
      }
    }
  }
  return { filters, text: text.join(' ').trim(), notes };
}

/** Does the question ask for anything in words? */
export function asksInWords({ text }: SearchQuery): boolean {
  return askedWords(text).length > 0;
}

/** Whether a filter's pattern fits the whole value; as it is spelled, names are. */
export function matchesPattern(pattern: string, value: string): boolean {
  const parts = pattern.split('*');
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return value === first;
  if (!value.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
}

/** A filter, or what is wrong; the empty string where it is no filter at all. */
function readFilter(name: string, value: string, not: boolean): Filter | string {
  if (isTextField(name)) {
    if (value === '' || value.length > VALUE_CHARS_MAX)
      return 'needs a value of 1 to 256 characters';
    return { field: name, pattern: value, not };
  }
  if (name === 'score') return not ? 'cannot be turned around' : readScore(value);
  if (name === 'last') return not ? 'cannot be turned around' : readLast(value);
  return '';
}

function readScore(value: string): Filter | string {
  const [, sign, number] = /^(>=?|<=?)?(\d?\.?\d+)$/.exec(value) ?? [];
  const score = Number(number);
  if (number === undefined || score > 1) return 'write score:>0.8, score:<0.2, with 0 to 1';
  if (sign?.startsWith('<') === true) return { field: 'score', min: 0, max: score };
  return { field: 'score', min: score, max: 1 };
}

function readLast(value: string): Filter | string {
  const [, count, unit = ''] = /^(\d{1,4})([smhdw])$/.exec(value) ?? [];
  const ms = MS_OF.get(unit);
  return ms === undefined
    ? 'write last:30m, last:24h, last:7d'
    : { field: 'last', ms: Number(count) * ms };
}

function isTextField(name: string): name is TextField {
  return TEXT_FIELDS.some((field) => field === name);
}
