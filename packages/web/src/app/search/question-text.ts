import type { SearchFilter, Understood } from './search-query.ts';

const UNITS = [
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;
const COUNT_MAX = 9_999;
/** A word that would be read as a filter, or as quoted. */
const SPECIAL = /^-?[a-z]+:|"/i;

/** The question that is understood as this: for editing what was understood. */
export function questionText({ filters, text }: Pick<Understood, 'filters' | 'text'>): string {
  return [...filters.map(filterText), wordsText(text)].filter((part) => part !== '').join(' ');
}

/** The same with one filter written anew, or without it. */
export function questionWith(
  { filters, text }: Pick<Understood, 'filters' | 'text'>,
  at: number,
  written: string | null,
): string {
  const parts = filters.map((filter, index) =>
    index === at ? (written ?? '') : filterText(filter),
  );
  return [...parts, wordsText(text)].filter((part) => part !== '').join(' ');
}

/** One filter as it is typed. */
export function filterText(filter: SearchFilter): string {
  return filterWithValue(filter, filterValue(filter));
}

/** What stands behind the colon, for a person to change. */
export function filterValue(filter: SearchFilter): string {
  if ('pattern' in filter) return filter.pattern;
  if (filter.field === 'last') return durationText(filter.ms);
  return filter.min > 0 || filter.max >= 1 ? `>${filter.min}` : `<${filter.max}`;
}

/** A filter of the same field with another value, which may be no value at all. */
export function filterWithValue(filter: SearchFilter, value: string): string {
  const minus = 'not' in filter && filter.not ? '-' : '';
  return `${minus}${filter.field}:${valueText(value)}`;
}

/** In the largest unit that tells it exactly, and that a question may have. */
export function durationText(ms: number): string {
  const exact = UNITS.find(([, size]) => ms % size === 0 && ms / size <= COUNT_MAX);
  const [unit, size] = exact ?? ['s', 1_000];
  return `${Math.min(COUNT_MAX, Math.round(ms / size))}${unit}`;
}

/** There is no way to write a quote inside quotes; `*` stands for it. */
function valueText(value: string): string {
  return /^[^\s"]+$/.test(value) ? value : `"${value.replaceAll('"', '*')}"`;
}

function wordsText(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words
    .map((word) => (SPECIAL.test(word) ? `"${word.replaceAll('"', '')}"` : word))
    .join(' ');
}
