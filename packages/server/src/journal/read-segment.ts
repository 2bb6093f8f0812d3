import { open } from 'node:fs/promises';

import { readFrames } from './frame-reader.ts';
import type { JournalEntry } from './journal.ts';
import { recordOf } from './journal-record.ts';
import { corrupt, readSegmentHeader } from './recover-segment.ts';
import type { SegmentFile } from './segment-files.ts';
import { SEGMENT_HEADER_BYTES } from './segment-header.ts';

/**
 * The entries of a segment after a position and up to another, which is durable: whatever is
 * missing of them is `journal-corrupt`. What is behind them belongs to nobody.
 */
export async function* readSegment(
  file: SegmentFile,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): AsyncGenerator<JournalEntry> {
  await using handle = await open(file.path, 'r');
  const { marker } = await readSegmentHeader(handle, file);
  const { size } = await handle.stat();
  const reader = readFrames(handle, { marker, from: SEGMENT_HEADER_BYTES, size });
  for (let position = file.first; position <= upTo; position += 1) {
    const offset = reader.offset();
    const next = await reader.next(position);
    if (next.is !== 'entry') throw corrupt(file, offset, `entry ${position} is not whole`);
    if (position <= after) continue;
    const record = recordOf(next.parts);
    if (record === undefined) {
      throw corrupt(file, offset, `entry ${position} is of no kind that this version knows`);
    }
    yield { position, record };
  }
}
