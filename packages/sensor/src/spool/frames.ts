import { crc32 } from 'node:zlib';

/**
 * A file of the spool is a row of frames: length and CRC-32 of the payload (32 bits each, little
 * endian), then the payload, whose first byte is its type. Whatever a kill or a full disk cuts off
 * is the tail of the row; everything before it is whole.
 */
export type Frame =
  | { readonly type: 'record'; readonly record: SpoolRecord }
  /** What the batch is to say was lost; the last one of a file holds. */
  | { readonly type: 'coverage'; readonly json: string };

/** One event, encoded. */
export interface SpoolRecord {
  readonly workload: string;
  /** An OTLP `LogRecord`. */
  readonly bytes: Uint8Array;
}

const HEADER_BYTES = 8;
const CRC_AT = 4;
const TYPE = { record: 1, coverage: 2 } as const;
const WORKLOAD_AT = 3;
/** Two bytes hold its length. */
const WORKLOAD_BYTES_MAX = 0xff_ff;
/** More than any event takes; a longer length is not one. */
const FRAME_BYTES_MAX = 16 * 1024 * 1024;

export function encodeRecordFrame({ workload, bytes }: SpoolRecord): Buffer {
  const name = nameOf(workload);
  const payload = allocate(HEADER_BYTES + WORKLOAD_AT + name.length + bytes.length);
  payload[HEADER_BYTES] = TYPE.record;
  payload.writeUInt16LE(name.length, HEADER_BYTES + 1);
  payload.set(name, HEADER_BYTES + WORKLOAD_AT);
  payload.set(bytes, HEADER_BYTES + WORKLOAD_AT + name.length);
  return sign(payload);
}

/** Most events are of the workload of the one before. */
let lastName = { workload: '', bytes: Buffer.alloc(0) };

function nameOf(workload: string): Buffer {
  if (lastName.workload !== workload) {
    lastName = { workload, bytes: Buffer.from(workload).subarray(0, WORKLOAD_BYTES_MAX) };
  }
  return lastName.bytes;
}

/** Frames live for a moment and go together: memory for many at once is a third of the cost. */
const SLAB_BYTES = 64 * 1024;
const SMALL_BYTES_MAX = 4 * 1024;
let slab = Buffer.alloc(0);
let used = 0;

function allocate(bytes: number): Buffer {
  if (bytes > SMALL_BYTES_MAX) return Buffer.allocUnsafe(bytes);
  if (used + bytes > slab.length) {
    slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
    used = 0;
  }
  used += bytes;
  return slab.subarray(used - bytes, used);
}

export function encodeCoverageFrame(json: string): Buffer {
  const text = Buffer.from(json);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + 1 + text.length);
  frame[HEADER_BYTES] = TYPE.coverage;
  text.copy(frame, HEADER_BYTES + 1);
  return sign(frame);
}

/** The whole frames of a file, in order, and how many bytes behind them are no frame. */
export function decodeFrames(file: Buffer): {
  readonly frames: readonly Frame[];
  readonly torn: number;
} {
  const frames: Frame[] = [];
  let at = 0;
  while (at + HEADER_BYTES < file.length) {
    const length = file.readUInt32LE(at);
    const end = at + HEADER_BYTES + length;
    if (length === 0 || length > FRAME_BYTES_MAX || end > file.length) break;
    const payload = file.subarray(at + HEADER_BYTES, end);
    if (crc32(payload) !== file.readUInt32LE(at + CRC_AT)) break;
    const frame = decodePayload(payload);
    if (frame === undefined) break;
    frames.push(frame);
    at = end;
  }
  return { frames, torn: file.length - at };
}

function decodePayload(payload: Buffer): Frame | undefined {
  if (payload[0] === TYPE.coverage) return { type: 'coverage', json: payload.toString('utf8', 1) };
  if (payload[0] !== TYPE.record || payload.length < WORKLOAD_AT) return undefined;
  const bytesAt = WORKLOAD_AT + payload.readUInt16LE(1);
  if (bytesAt > payload.length) return undefined;
  const workload = payload.toString('utf8', WORKLOAD_AT, bytesAt);
  return { type: 'record', record: { workload, bytes: payload.subarray(bytesAt) } };
}

function sign(frame: Buffer): Buffer {
  frame.writeUInt32LE(frame.length - HEADER_BYTES, 0);
  frame.writeUInt32LE(crc32(frame.subarray(HEADER_BYTES)), CRC_AT);
  return frame;
}
