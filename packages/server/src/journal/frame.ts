import { crc32 } from 'node:zlib';

import type { RecordParts } from './journal-record.ts';

/**
 * An entry on the disk: 32 bytes of head, the header, the body. The head is, little endian: 8
 * bytes that are random for each segment, by which a frame is found again behind damage and which
 * no sender can put into a body; CRC-32 of all that follows; length of header and of body; the
 * position; and up to which position everything was on the disk when this was written. By the
 * last, a damaged entry that was acknowledged is told from a tail that never was.
 */
export interface FrameHead {
  readonly crc: number;
  readonly headerBytes: number;
  readonly bodyBytes: number;
  readonly position: number;
  readonly durable: number;
}

export const HEAD_BYTES = 32;
export const MARKER_BYTES = 8;
const CRC_AT = 8;
const HEADER_LENGTH_AT = 12;
const BODY_LENGTH_AT = 16;
const POSITION_AT = 20;
const DURABLE_AT = 26;
/** 48 bits: a million entries a second for nine years. */
const POSITION_BYTES = 6;
const NO_PARTS: RecordParts = { header: new Uint8Array(0), body: new Uint8Array(0) };

/** What a frame is written as; the body is not copied. */
export function encodeFrame(
  marker: Uint8Array,
  { position, durable }: { readonly position: number; readonly durable: number },
  { header, body }: RecordParts,
): readonly [Buffer, Uint8Array] {
  const head = Buffer.allocUnsafe(HEAD_BYTES + header.length);
  head.set(marker, 0);
  head.writeUInt32LE(header.length, HEADER_LENGTH_AT);
  head.writeUInt32LE(body.length, BODY_LENGTH_AT);
  head.writeUIntLE(position, POSITION_AT, POSITION_BYTES);
  head.writeUIntLE(durable, DURABLE_AT, POSITION_BYTES);
  head.set(header, HEAD_BYTES);
  head.writeUInt32LE(crc32(body, crc32(head.subarray(HEADER_LENGTH_AT))), CRC_AT);
  return [head, body];
}

/** A frame without an entry, behind the last one: all before it is on the disk. */
export function encodeEnd(marker: Uint8Array, durable: number): Buffer {
  return encodeFrame(marker, { position: 0, durable }, NO_PARTS)[0];
}

/** Whether a head is that of `encodeEnd`; an entry always has a header. */
export function isEnd(head: FrameHead): boolean {
  return head.position === 0 && head.headerBytes === 0 && head.bodyBytes === 0;
}

/** Bytes of the whole frame. */
export function frameBytes({ headerBytes, bodyBytes }: FrameHead): number {
  return HEAD_BYTES + headerBytes + bodyBytes;
}

/** The head at the beginning of some bytes; undefined where none begins there. */
export function decodeHead(bytes: Buffer, marker: Uint8Array): FrameHead | undefined {
  if (bytes.length < HEAD_BYTES) return undefined;
  if (bytes.compare(marker, 0, MARKER_BYTES, 0, MARKER_BYTES) !== 0) return undefined;
  return {
    crc: bytes.readUInt32LE(CRC_AT),
    headerBytes: bytes.readUInt32LE(HEADER_LENGTH_AT),
    bodyBytes: bytes.readUInt32LE(BODY_LENGTH_AT),
    position: bytes.readUIntLE(POSITION_AT, POSITION_BYTES),
    durable: bytes.readUIntLE(DURABLE_AT, POSITION_BYTES),
  };
}

/** Header and body of a frame; undefined where it is not whole. */
export function decodeFrame(bytes: Buffer, head: FrameHead): RecordParts | undefined {
  const end = frameBytes(head);
  if (end > bytes.length) return undefined;
  if (crc32(bytes.subarray(HEADER_LENGTH_AT, end)) !== head.crc) return undefined;
  const bodyAt = HEAD_BYTES + head.headerBytes;
  return { header: bytes.subarray(HEAD_BYTES, bodyAt), body: bytes.subarray(bodyAt, end) };
}

/**
 * Whether any whole frame in these bytes says that a position was on the disk before it: then
 * what is missing before it was acknowledged.
 */
export function provesDurable(bytes: Buffer, marker: Uint8Array, position: number): boolean {
  for (let at = bytes.indexOf(marker); at >= 0; at = bytes.indexOf(marker, at + 1)) {
    const rest = bytes.subarray(at);
    const head = decodeHead(rest, marker);
    if (head === undefined || head.durable < position) continue;
    if (decodeFrame(rest, head) !== undefined) return true;
  }
  return false;
}
