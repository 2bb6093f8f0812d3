import { type FileHandle, open } from 'node:fs/promises';

import { VedetteError } from '@vedette/core';

import { decodeFrame, decodeHead, HEAD_BYTES, isEnd, provesDurable } from './frame.ts';
import { readAt, readFrames } from './frame-reader.ts';
import { decodeSegmentHeader, SEGMENT_HEADER_BYTES, type SegmentHeader } from './segment-header.ts';
import type { SegmentFile } from './segment-files.ts';

/** The last segment, open for writing, as a crash or a proper end left it. */
export interface RecoveredSegment {
  readonly handle: FileHandle;
  readonly header: SegmentHeader;
  /** Position of its last entry; one less than its first where it has none. */
  readonly end: number;
  readonly bytes: number;
  /** Bytes behind the last whole entry: never acknowledged, and cut off. */
  readonly tornBytes: number;
}

/**
 * Opens the segment that was written to last. Its tail may be torn; damage before something that
 * was acknowledged is `journal-corrupt`, and then nothing is changed.
 */
export async function recoverSegment(file: SegmentFile): Promise<RecoveredSegment> {
  const handle = await open(file.path, 'r+');
  try {
    const { size } = await handle.stat();
    const header = await readSegmentHeader(handle, file);
    const { marker } = header;
    const reader = readFrames(handle, { marker, from: SEGMENT_HEADER_BYTES, size });
    let end = header.first - 1;
    while ((await reader.next(end + 1)).is === 'entry') end += 1;
    const bytes = reader.offset();
    const tail = await readAt(handle, bytes, size - bytes);
    if (provesDurable(tail, marker, end + 1)) {
      throw corrupt(file, bytes, `entry ${end + 1} was acknowledged and is not whole`);
    }
    const tornBytes = isProperEnd(tail, marker, end) ? 0 : tail.length;
    if (tornBytes > 0) {
      await handle.truncate(bytes);
      await handle.datasync();
    }
    return { handle, header, end, bytes, tornBytes };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The header of a segment, which must be what the file's name says. */
export async function readSegmentHeader(
  handle: FileHandle,
  file: SegmentFile,
): Promise<SegmentHeader> {
  const header = decodeSegmentHeader(await readAt(handle, 0, SEGMENT_HEADER_BYTES));
  if (typeof header === 'string') throw corrupt(file, 0, header);
  if (header.first !== file.first) throw corrupt(file, 0, 'its name is of another segment');
  return header;
}

/** What is wrong with a file of the journal, and where. */
export function corrupt(file: SegmentFile, offset: number, problem: string): VedetteError {
  return new VedetteError('journal-corrupt', { file: file.path, offset, problem });
}

function isProperEnd(tail: Buffer, marker: Buffer, end: number): boolean {
  if (tail.length === 0) return true;
  const head = decodeHead(tail, marker);
  if (head === undefined || tail.length !== HEAD_BYTES || !isEnd(head)) return false;
  return head.durable === end && decodeFrame(tail, head) !== undefined;
}
