import type { EventSink } from './event-sink.ts';

/**
 * A sink that writes NDJSON. JSON escapes the C0 controls; what else could move a cursor or
 * reorder text (C1 controls, bidi and other format characters) is escaped here, which every
 * reader of JSON takes back.
 *
 * @param write takes one line with its line break; the caller deals with a slow reader
 */
export function createRecordSink(write: (line: string) => void): EventSink {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    take: (event) => write(`${inertJson(event)}\n`),
    tick: () => undefined,
    finished: promise,
    close() {
      resolve();
      return promise;
    },
  };
}

/** Nearly every event; a class of property escapes takes ten times as long to look for. */
const PLAIN = /^[ -~]*$/;
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

function inertJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (PLAIN.test(json)) return json;
  return json.replaceAll(UNSAFE, (char) =>
    // A character beyond the BMP is two escapes.
    Array.from({ length: char.length }, (_, at) => escapeUnit(char.charCodeAt(at))).join(''),
  );
}

const HEX = 16;
const UNIT_DIGITS = 4;

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(HEX).padStart(UNIT_DIGITS, '0')}`;
}
