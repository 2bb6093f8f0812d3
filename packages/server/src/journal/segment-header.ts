import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

import { MARKER_BYTES } from './frame.ts';

/** First bytes of a segment: what it is, its version, its first position, its frames' marker. */
export interface SegmentHeader {
  readonly first: number;
  readonly marker: Buffer;
}

export const SEGMENT_HEADER_BYTES = 32;
const MAGIC = Buffer.from('VDTJRNL');
const VERSION = 1;
const VERSION_AT = MAGIC.length;
const FIRST_AT = 8;
const FIRST_BYTES = 6;
const MARKER_AT = 16;
const CRC_AT = 28;

/** The header of a new segment, with a marker that nobody could know. */
export function newSegmentHeader(first: number): SegmentHeader {
  return { first, marker: randomBytes(MARKER_BYTES) };
}

export function encodeSegmentHeader({ first, marker }: SegmentHeader): Buffer {
  const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES);
  MAGIC.copy(bytes);
  bytes[VERSION_AT] = VERSION;
  bytes.writeUIntLE(first, FIRST_AT, FIRST_BYTES);
  marker.copy(bytes, MARKER_AT);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, CRC_AT)), CRC_AT);
  return bytes;
}

/** The header, or what is wrong with it. */
export function decodeSegmentHeader(bytes: Buffer): SegmentHeader | string {
  if (bytes.length < SEGMENT_HEADER_BYTES) return 'it ends within its header';
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return 'it is no journal';
  if (bytes[VERSION_AT] !== VERSION) return 'it was written by another version';
  if (crc32(bytes.subarray(0, CRC_AT)) !== bytes.readUInt32LE(CRC_AT)) return 'its header is wrong';
  const marker = Buffer.from(bytes.subarray(MARKER_AT, MARKER_AT + MARKER_BYTES));
  return { first: bytes.readUIntLE(FIRST_AT, FIRST_BYTES), marker };
}
