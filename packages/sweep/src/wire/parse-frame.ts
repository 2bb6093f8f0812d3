import type { Violation } from './violations.ts';
import { shownSent } from './violations.ts';

/** One frame's header and payload; the payload is not yet read. */
export interface Frame {
  readonly section: string;
  readonly seq: number;
  readonly payload: string;
}

/** Numbers as the probe's awk prints them: no sign, no leading zero. */
const HEADER = /^([a-z][a-z0-9-]{0,31}|-) (0|[1-9][0-9]{0,6}) (0|[1-9][0-9]{0,5}) /;

/** Reads a line that began with the right nonce; `rest` is what follows `@NONCE `. */
export function parseFrame(rest: string): Frame | Violation {
  const header = HEADER.exec(rest);
  const [whole = '', section = '', seq = '', length = ''] = header ?? [];
  if (header === null) return { code: 'frame', detail: `not a frame header: ${shownSent(rest)}` };
  const payload = rest.slice(whole.length);
  if (payload.length !== Number(length)) {
    return { code: 'length', detail: `said ${length} bytes, sent ${payload.length}` };
  }
  return { section, seq: Number(seq), payload };
}
