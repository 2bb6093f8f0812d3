import type { HostBadge } from './host-badges.ts';
import type { Host } from './host-shapes.ts';
import type { SweepStanding } from './sweep-standing.ts';

/** A host with what a filter may ask of it. */
export interface HostRow {
  readonly host: Host;
  readonly standing: SweepStanding;
  readonly badges: readonly HostBadge[];
}

/** One word of a filter: `status:incomplete`, `-sensor:bpf`, or a part of a name. */
interface Term {
  readonly field: Field | 'text';
  readonly value: string;
  readonly not: boolean;
}

type Field = 'status' | 'sensor' | 'is' | 'tag';
const FIELDS: readonly Field[] = ['status', 'sensor', 'is', 'tag'];
const TERMS_MAX = 20;

/** What of the filter could not be understood is looked for as text. */
export function parseHostFilter(text: string): readonly Term[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.slice(0, TERMS_MAX).map((word): Term => {
    const not = word.startsWith('-') && word.length > 1;
    const bare = (not ? word.slice(1) : word).toLowerCase();
    const field = FIELDS.find((name) => bare.startsWith(`${name}:`));
    if (field === undefined) return { field: 'text', value: bare, not };
    return { field, value: bare.slice(field.length + 1), not };
  });
}

/** Whether a host is what every word of the filter asks for. */
export function matchesHostFilter(row: HostRow, terms: readonly Term[]): boolean {
  return terms.every(({ field, value, not }) => holds(row, field, value) !== not);
}

/** The filter with a word in it, or without it where it was in it. */
export function toggleWord(text: string, word: string): string {
  const words = text.split(/\s+/).filter((each) => each !== '');
  return (words.includes(word) ? words.filter((each) => each !== word) : [...words, word]).join(
    ' ',
  );
}

function holds({ host, standing, badges }: HostRow, field: Term['field'], value: string): boolean {
  switch (field) {
    case 'status':
      return standing.kind === value;
    case 'sensor':
      return (host.sensor.source ?? 'none') === value;
    case 'is':
      return badges.some(({ name }) => name === value);
    case 'tag':
      return host.sweep?.tags.some((tag) => tag.toLowerCase() === value) ?? false;
    case 'text':
      return `${host.host} ${host.sweep?.note ?? ''}`.toLowerCase().includes(value);
  }
}
