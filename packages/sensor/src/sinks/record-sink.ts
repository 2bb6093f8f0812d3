import { safeJson } from '@vedette/core';

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
    take: (event) => write(`${safeJson(event)}\n`),
    tick: () => undefined,
    finished: promise,
    close() {
      resolve();
      return promise;
    },
  };
}
