import { open } from 'node:fs/promises';

import type { IpRangeTable } from '../signals/ip-range-table.ts';
import { createRangeBuilder } from './range-builder.ts';

/** About 2 ms of work: nobody else waits for longer. */
const CHUNK_BYTES = 128 * 1024;
/** Four times the largest that there is now. */
const FILE_BYTES_MAX = 128 * 1024 * 1024;
const LINE_CHARS_MAX = 1024;
/** A file of which more lines are none is something else, or cut short in many places. */
const UNREADABLE_SHARE_MAX = 0.001;
const RANGES_MIN = 1000;

/**
 * Reads a table from files of ranges, a piece at a time, so that a server goes on answering.
 *
 * @throws Error, in words for an operator, for a file that is no such table
 */
export async function readCsvTable(files: readonly string[]): Promise<IpRangeTable> {
  const builder = createRangeBuilder();
  let lines = 0;
  let unreadable = 0;
  const add = (line: string): void => {
    if (line === '') return;
    lines += 1;
    if (!builder.add(line)) unreadable += 1;
  };
  for (const file of files) {
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
    if (size > FILE_BYTES_MAX) throw new Error(`it has ${size} bytes, which is too many`);
    let rest = '';
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES);
      if (bytesRead === 0) break;
      // Only digits and codes are kept; a character of a name that is cut in two harms nothing.
      const pieces = (rest + chunk.toString('latin1', 0, bytesRead)).split('\n');
      rest = pieces.pop() ?? '';
      if (rest.length > LINE_CHARS_MAX) throw new Error('it has lines that no table has');
      for (const line of pieces) add(line);
    }
    add(rest);
  }
  if (unreadable > lines * UNREADABLE_SHARE_MAX)
    throw new Error(`${unreadable} of its ${lines} lines are no ranges of addresses`);
  const table = builder.build();
  if (table.ranges < RANGES_MIN) throw new Error(`it has only ${table.ranges} ranges`);
  return table;
}
