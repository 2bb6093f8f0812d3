import type { FileHandle } from 'node:fs/promises';

const NEWLINE = 10;
const CHUNK_BYTES = 256 * 1024;
/** The longest line that anything of ours writes is a tenth of it; what is longer is damage. */
const LINE_BYTES_MAX = 64 * 1024;

/** What a reader has used up, over all files that it reads. */
export interface ReadBudget {
  bytesLeft: number;
}

/**
 * The lines of a file, the last one first: what is asked for is nearly always the newest. Ends
 * early when the budget is used up, which its owner then sees. Half a line at the end of a file,
 * as a crash leaves it, comes out as any other line does.
 */
export async function* readLinesBackwards(
  file: FileHandle,
  budget: ReadBudget,
): AsyncGenerator<string> {
  let end = (await file.stat()).size;
  let carried: Buffer = Buffer.alloc(0);
  while (end > 0 && budget.bytesLeft > 0) {
    const start = Math.max(0, end - CHUNK_BYTES);
    const chunk = Buffer.alloc(end - start);
    const { bytesRead } = await file.read(chunk, 0, chunk.length, start);
    budget.bytesLeft -= chunk.length;
    let rest: Buffer = Buffer.concat([chunk.subarray(0, bytesRead), carried]);
    let newline = rest.lastIndexOf(NEWLINE);
    while (newline !== -1) {
      const line = rest.subarray(newline + 1);
      if (line.length > 0 && line.length <= LINE_BYTES_MAX) yield line.toString('utf8');
      rest = rest.subarray(0, newline);
      newline = rest.lastIndexOf(NEWLINE);
    }
    carried = rest.length > LINE_BYTES_MAX ? Buffer.alloc(0) : rest;
    end = start;
  }
  if (end === 0 && carried.length > 0) yield carried.toString('utf8');
}
