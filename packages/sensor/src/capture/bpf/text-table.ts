import type { HostText } from '../captured-event.ts';

/** Slots of the table: a host runs fewer different words than that at a time. */
const SLOTS = 8192;
/** Longer texts rarely come again, and to compare them costs more than to make them. */
const CHARS_MAX = 128;
const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const NOT_ASCII = 0x80;

/** Makes text of bytes; the same few words again and again are the same strings. */
export interface TextTable {
  readonly text: (bytes: Buffer, from: number, to: number) => HostText;
}

/**
 * A table with one place for each hash: what collides is replaced, so it needs no order and no
 * room beyond its slots. A word is kept when its hash is seen for the second time: numbers and
 * names of temporary files, which come once, leave nothing behind.
 */
export function createTextTable(): TextTable {
  const kept: (string | undefined)[] = Array.from({ length: SLOTS });
  const seen = new Int32Array(SLOTS);
  return {
    text(bytes, from, to) {
      if (to - from > CHARS_MAX) return textOf(bytes, from, to);
      let hash = FNV_OFFSET;
      let bits = 0;
      for (let at = from; at < to; at += 1) {
        const byte = bytes[at] ?? 0;
        bits |= byte;
        hash = Math.imul(hash ^ byte, FNV_PRIME);
      }
      if (bits >= NOT_ASCII) return Uint8Array.from(bytes.subarray(from, to));
      // The low bits of FNV say little about the last bytes.
      const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
      const known = kept[slot];
      if (known !== undefined && isText(known, bytes, { from, to })) return known;
      const text = asciiOf(bytes, from, to);
      if (seen[slot] === hash) kept[slot] = text;
      else seen[slot] = hash;
      return text;
    },
  };
}

function isText(
  text: string,
  bytes: Buffer,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  if (text.length !== to - from) return false;
  for (let at = from; at < to; at += 1) {
    if (text.charCodeAt(at - from) !== bytes[at]) return false;
  }
  return true;
}

function textOf(bytes: Buffer, from: number, to: number): HostText {
  for (let at = from; at < to; at += 1) {
    if ((bytes[at] ?? 0) >= NOT_ASCII) return Uint8Array.from(bytes.subarray(from, to));
  }
  return asciiOf(bytes, from, to);
}

function asciiOf(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('latin1', from, to);
}
