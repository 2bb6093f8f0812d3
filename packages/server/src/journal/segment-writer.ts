import { type FileHandle, open } from 'node:fs/promises';

import { encodeEnd, encodeFrame } from './frame.ts';
import type { RecordParts } from './journal-record.ts';
import type { RecoveredSegment } from './recover-segment.ts';
import { makeSegment, type SegmentFile } from './segment-files.ts';
import { newSegmentHeader, SEGMENT_HEADER_BYTES } from './segment-header.ts';

/** The segment that is written to. After a failure it holds what it held before. */
export interface SegmentWriter {
  /** Bytes that are known to be on the disk. */
  readonly bytes: number;
  /** It cannot be trusted with more: the next entry needs a new segment. */
  readonly spent: boolean;
  /** Puts entries on the disk, all or, where it throws, none of them. */
  write(entries: readonly RecordParts[], firstPosition: number): Promise<void>;
  /** Notes behind the last entry that it was acknowledged; unsynced, for the next crash to read. */
  markEnd(durable: number): Promise<void>;
  close(): Promise<void>;
}

/** Small bodies are copied beside their heads: one buffer less to hand over. */
const COPIED_BYTES_MAX = 16 * 1024;

export async function createSegment(
  folder: string,
  first: number,
): Promise<{ readonly file: SegmentFile; readonly writer: SegmentWriter }> {
  const header = newSegmentHeader(first);
  const file = await makeSegment(folder, header);
  const handle = await open(file.path, 'r+');
  return { file, writer: writeSegment({ handle, header, bytes: SEGMENT_HEADER_BYTES }) };
}

export function writeSegment({
  handle,
  header: { marker },
  bytes: recoveredBytes,
}: Pick<RecoveredSegment, 'handle' | 'header' | 'bytes'>): SegmentWriter {
  let bytes = recoveredBytes;
  let spent = false;

  async function cutBack(): Promise<void> {
    try {
      await handle.truncate(bytes);
    } catch {
      // What stays behind is no entry: the next segment begins with its position.
      spent = true;
    }
  }

  return {
    get bytes() {
      return bytes;
    },
    get spent() {
      return spent;
    },
    async write(entries, firstPosition) {
      const durable = firstPosition - 1;
      const buffers = entries.flatMap((entry, index) =>
        joinSmall(encodeFrame(marker, { position: firstPosition + index, durable }, entry)),
      );
      try {
        await writeAll(handle, buffers, bytes);
      } catch (error) {
        await cutBack();
        throw error;
      }
      try {
        await handle.datasync();
      } catch (error) {
        // The kernel forgets which pages it could not write: a second sync would seem to succeed.
        spent = true;
        await cutBack();
        throw error;
      }
      bytes += lengthOf(buffers);
    },
    async markEnd(durable) {
      try {
        await writeAll(handle, [encodeEnd(marker, durable)], bytes);
      } catch {
        await cutBack();
      }
    },
    close: () => handle.close(),
  };
}

async function writeAll(handle: FileHandle, buffers: Uint8Array[], at: number): Promise<void> {
  const { bytesWritten } = await handle.writev(buffers, at);
  const bytes = lengthOf(buffers);
  if (bytesWritten === bytes) return;
  // A disk that is nearly full takes a part first, and says so at the next call.
  const rest = Buffer.concat(buffers).subarray(bytesWritten);
  for (let written = 0; written < rest.length;) {
    const step = await handle.write(
      rest,
      written,
      rest.length - written,
      at + bytesWritten + written,
    );
    if (step.bytesWritten === 0) throw new Error('the disk took nothing');
    written += step.bytesWritten;
  }
}

function joinSmall([head, body]: readonly [Buffer, Uint8Array]): Uint8Array[] {
  if (body.length === 0) return [head];
  return body.length > COPIED_BYTES_MAX ? [head, body] : [Buffer.concat([head, body])];
}

function lengthOf(buffers: readonly Uint8Array[]): number {
  return buffers.reduce((sum, { length }) => sum + length, 0);
}
