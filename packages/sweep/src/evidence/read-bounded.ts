import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Large enough that a 200 MB item is not a hundred thousand turns of the event loop. */
const READ_BYTES = 256 * 1024;
/** A link that was put in place of a file is not followed, and a pipe is not waited for. */
const READ_HERE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The whole file, which is refused if it has more bytes. */
export async function readBounded(file: string, bytesMax: number): Promise<Buffer> {
  await using handle = await open(file, READ_HERE);
  const { size } = await handle.stat();
  if (size > bytesMax) throw new Error(`it has ${size} bytes, the most is ${bytesMax}`);
  return handle.readFile();
}

/** The first bytes of a file. */
export async function readHead(file: string, bytesMax: number): Promise<Uint8Array> {
  await using handle = await open(file, READ_HERE);
  const { size } = await handle.stat();
  const head = new Uint8Array(Math.min(size, bytesMax));
  let filled = 0;
  while (filled < head.length) {
    const { bytesRead } = await handle.read(head, filled, head.length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return head.subarray(0, filled);
}

/** Size and digest of a file of any size, in flat memory. */
export async function digestFile(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = createReadStream(file, { flags: 'r', highWaterMark: READ_BYTES });
  await pipeline(stream, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      hash.update(chunk);
    }
  });
  return { bytes, sha256: hash.digest('hex') };
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
