/** One message between the server and the engine's process: JSON, and bytes beside it. */
export interface Frame {
  readonly head: unknown;
  readonly body: Uint8Array;
}

const LENGTH_BYTES = 4;
const PREFIX_BYTES = 2 * LENGTH_BYTES;
/** A block of rows, or a page of them, with much room; more is a broken stream, not a message. */
export const FRAME_BYTES_MAX = 256 * 1024 * 1024;

/** Length of the rest, length of the head, head, body. */
export function encodeFrame({ head, body }: Frame): readonly Uint8Array[] {
  const json = Buffer.from(JSON.stringify(head));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32LE(LENGTH_BYTES + json.length + body.length, 0);
  prefix.writeUInt32LE(json.length, LENGTH_BYTES);
  return body.length === 0 ? [prefix, json] : [prefix, json, body];
}

/** Takes a stream apart again, however it was cut; throws a RangeError where it makes no sense. */
export function createFrameReader(
  onFrame: (frame: Frame) => void,
  bytesMax = FRAME_BYTES_MAX,
): (chunk: Uint8Array) => void {
  let chunks: Uint8Array[] = [];
  let held = 0;
  let needed = PREFIX_BYTES;
  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= needed) {
      const whole = Buffer.concat(chunks, held);
      const length = whole.readUInt32LE(0);
      const headLength = whole.readUInt32LE(LENGTH_BYTES);
      if (length > bytesMax || headLength + LENGTH_BYTES > length) {
        throw new RangeError(`a frame of ${length} bytes with a head of ${headLength}`);
      }
      const end = LENGTH_BYTES + length;
      needed = Math.max(end, PREFIX_BYTES);
      chunks = [whole];
      if (held < end) return;
      const bodyAt = PREFIX_BYTES + headLength;
      const head: unknown = JSON.parse(whole.toString('utf8', PREFIX_BYTES, bodyAt));
      onFrame({ head, body: whole.subarray(bodyAt, end) });
      chunks = [whole.subarray(end)];
      held -= end;
      needed = PREFIX_BYTES;
    }
  };
}
