import type { RecordParts } from './journal-record.ts';
import { HEAD_BYTES } from './frame.ts';

/** An entry that waits for its place on the disk. */
export interface Waiting {
  readonly parts: RecordParts;
  readonly bytes: number;
  readonly resolve: (position: number) => void;
  readonly reject: (error: Error) => void;
}

/** What shares one sync at most: more would only make the first of them wait longer. */
const GROUP_ENTRIES_MAX = 256;
const GROUP_BYTES_MAX = 8 * 1024 * 1024;

/** Entries in the order in which they were appended. */
export interface AppendQueue {
  readonly bytes: number;
  push(parts: RecordParts): Promise<number>;
  /** The next entries to be written together; none where nothing waits. */
  takeGroup(): readonly Waiting[];
}

export function createAppendQueue(): AppendQueue {
  let waiting: Waiting[] = [];
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    push(parts) {
      const own = entryBytes(parts);
      bytes += own;
      return new Promise((resolve, reject) => {
        waiting.push({ parts, bytes: own, resolve, reject });
      });
    },
    takeGroup() {
      let count = 0;
      let taken = 0;
      for (const one of waiting) {
        if (count === GROUP_ENTRIES_MAX) break;
        if (count > 0 && taken + one.bytes > GROUP_BYTES_MAX) break;
        count += 1;
        taken += one.bytes;
      }
      const group = waiting.slice(0, count);
      waiting = waiting.slice(count);
      bytes -= taken;
      return group;
    },
  };
}

/** What an entry takes on the disk. */
export function entryBytes({ header, body }: RecordParts): number {
  return HEAD_BYTES + header.length + body.length;
}
