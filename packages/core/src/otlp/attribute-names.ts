import {
  ENDPOINT_ATTRIBUTES,
  EVENT_ATTRIBUTES,
  NAMESPACE_ATTRIBUTES,
  USER_ATTRIBUTES,
} from './event-attributes.ts';

/** A name that events have, as text and as bytes. */
interface KnownName {
  readonly text: string;
  readonly bytes: Uint8Array;
}

const decoder = new TextDecoder();
/** By length: an event has some thirty names, and they are the same thirty in every event. */
const KNOWN = byLength([
  ...Object.values(EVENT_ATTRIBUTES),
  ...Object.values(NAMESPACE_ATTRIBUTES),
  ...Object.values(USER_ATTRIBUTES),
  ...[ENDPOINT_ATTRIBUTES.protocol, ENDPOINT_ATTRIBUTES.result],
  ...Object.values(ENDPOINT_ATTRIBUTES.connect),
  ...Object.values(ENDPOINT_ATTRIBUTES.listen),
]);

/**
 * The name of an attribute. To make a new string of each was a quarter of what decoding cost, so
 * those of our events are recognised by their bytes.
 */
export function attributeName(bytes: Uint8Array): string {
  const candidates = KNOWN[bytes.length] ?? [];
  for (const { text, bytes: known } of candidates) if (isSame(known, bytes)) return text;
  return decoder.decode(bytes);
}

/** From the end, where names of the same length differ first. */
function isSame(known: Uint8Array, bytes: Uint8Array): boolean {
  for (let at = known.length - 1; at >= 0; at -= 1) if (known[at] !== bytes[at]) return false;
  return true;
}

function byLength(names: readonly string[]): KnownName[][] {
  const table: KnownName[][] = [];
  for (const text of names) {
    const bytes = new TextEncoder().encode(text);
    (table[bytes.length] ??= []).push({ text, bytes });
  }
  return table;
}
