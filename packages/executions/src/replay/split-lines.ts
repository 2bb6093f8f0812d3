import { LINE_BYTES_MAX } from './parse-event-line.ts';

const NEWLINE = 0x0a;

/** Given in place of a line that is too long to be held: no JSON, so it is counted as bad. */
export const OVERLONG_LINE = `a line of more than ${LINE_BYTES_MAX} bytes`;

/** Cuts bytes into lines of text, holding one line at most, and never more than the limit. */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  lineBytesMax: number = LINE_BYTES_MAX,
): AsyncGenerator<string> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let overlong = false;
  const hold = (piece: Uint8Array): void => {
    overlong ||= heldBytes + piece.length > lineBytesMax;
    if (overlong) [held, heldBytes] = [[], 0];
    else if (piece.length > 0) {
      held.push(piece);
      heldBytes += piece.length;
    }
  };
  const release = (): string => {
    const line = overlong ? OVERLONG_LINE : Buffer.concat(held).toString('utf8');
    [held, heldBytes, overlong] = [[], 0, false];
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      hold(chunk.subarray(start, end));
      yield release();
      start = end + 1;
    }
    hold(chunk.subarray(start));
  }
  if (heldBytes > 0 || overlong) yield release();
}
