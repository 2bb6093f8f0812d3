import type { FileHandle } from 'node:fs/promises';

import { decodeFrame, decodeHead, type FrameHead, frameBytes, HEAD_BYTES, isEnd } from './frame.ts';
import type { RecordParts } from './journal-record.ts';

/** Bytes that are read at once, so that small entries do not cost a call each. */
const WINDOW_BYTES = 1024 * 1024;

/** What comes next in a segment. */
export type NextFrame =
  | { readonly is: 'entry'; readonly parts: RecordParts }
  | { readonly is: 'end' }
  /** Cut off or damaged: the bytes alone do not say which. */
  | { readonly is: 'broken' };

/** Reads the entries of a segment one after the other. */
export interface FrameReader {
  /** The entry with this position; the parts are the caller's to keep. */
  next(position: number): Promise<NextFrame>;
  /** Behind the last whole entry. */
  offset(): number;
}

export function readFrames(
  handle: FileHandle,
  { marker, from, size }: { readonly marker: Buffer; readonly from: number; readonly size: number },
): FrameReader {
  let offset = from;
  let window: Buffer = Buffer.alloc(0);
  let windowAt = from;

  /** So many bytes from the offset on, or as many as there are. */
  async function ahead(bytes: number): Promise<Buffer> {
    const wanted = Math.min(bytes, size - offset);
    if (offset + wanted > windowAt + window.length) {
      window = await readAt(
        handle,
        offset,
        Math.min(Math.max(wanted, WINDOW_BYTES), size - offset),
      );
      windowAt = offset;
    }
    return window.subarray(offset - windowAt, offset - windowAt + wanted);
  }

  async function frame(): Promise<{ head: FrameHead; parts: RecordParts } | undefined> {
    const head = decodeHead(await ahead(HEAD_BYTES), marker);
    if (head === undefined || frameBytes(head) > size - offset) return undefined;
    const parts = decodeFrame(await ahead(frameBytes(head)), head);
    return parts === undefined ? undefined : { head, parts };
  }

  return {
    offset: () => offset,
    async next(position) {
      if (offset === size) return { is: 'end' };
      const read = await frame();
      if (read === undefined) return { is: 'broken' };
      const { head, parts } = read;
      if (isEnd(head)) return { is: head.durable === position - 1 ? 'end' : 'broken' };
      if (head.position !== position) return { is: 'broken' };
      offset += frameBytes(head);
      return { is: 'entry', parts: { header: parts.header, body: new Uint8Array(parts.body) } };
    },
  };
}

/** Reads wholly what a file holds from an offset on. */
export async function readAt(handle: FileHandle, offset: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(bytes);
  let filled = 0;
  while (filled < bytes) {
    const { bytesRead } = await handle.read(buffer, filled, bytes - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
