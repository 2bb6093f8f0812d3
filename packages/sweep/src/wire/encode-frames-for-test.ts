import fc from 'fast-check';

import type { SectionName } from '../probe/sections.ts';

/** A record as a test writes it. */
export interface PlainRecord {
  readonly type: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The records of one section, in order. */
export interface PlainSection {
  readonly section: SectionName;
  readonly records: readonly PlainRecord[];
}

/** Encodes a whole stream as the probe does. */
export function encodeStream(nonce: string, sections: readonly PlainSection[]): string {
  const frames = sections.flatMap(({ section, records }) => [
    ...records.map((record, seq) => encodeFrame(nonce, section, seq, encodePayload(record))),
    encodeFrame(nonce, section, records.length, `end records=${records.length} status=complete`),
  ]);
  return [...frames, encodeFrame(nonce, '-', 0, `finish sections=${sections.length}`)].join('');
}

/** Encodes one frame around a payload that is ASCII. */
export function encodeFrame(nonce: string, section: string, seq: number, payload: string): string {
  return `@${nonce} ${section} ${seq} ${payload.length} ${payload}\n`;
}

/** Encodes a record's payload. */
function encodePayload({ type, fields }: PlainRecord): string {
  return [
    type,
    ...Object.entries(fields).map(([name, value]) => `${name}=${escapeValue(value)}`),
  ].join(' ');
}

function escapeValue(value: string): string {
  return [...Buffer.from(value, 'utf8')]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[A-Za-z0-9_.:/,@+-]/.test(char)
        ? char
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** Any record that a section may hold. */
export const anyRecord: fc.Arbitrary<PlainRecord> = fc.record({
  type: fc.constantFrom('process', 'item', 'gap'),
  fields: fc.dictionary(
    fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    { maxKeys: 12, noNullPrototype: true },
  ),
});

/** Cuts bytes at the given places. */
export function chunksAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length];
  const sorted = places.toSorted((a, b) => a - b);
  return sorted.map((end, index) => bytes.subarray(sorted[index - 1] ?? 0, end));
}
