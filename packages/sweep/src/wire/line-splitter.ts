const NEWLINE = 0x0a;

/** Cuts a byte stream into lines, holding at most one line's worth of bytes. */
export interface LineSplitter {
  /** Calls back for every line that ends in `chunk`; false if a line is longer than allowed. */
  readonly push: (chunk: Uint8Array) => boolean;
  /** The bytes after the last newline, as text. */
  readonly rest: () => string;
}

/**
 * Cuts a byte stream into lines. `onLine` gets a line one character per byte, so that lengths
 * count bytes, and stops the splitting by returning false.
 */
export function createLineSplitter(options: {
  readonly lineBytesMax: number;
  readonly onLine: (line: string) => boolean;
}): LineSplitter {
  const held = Buffer.alloc(options.lineBytesMax);
  let heldBytes = 0;
  let stopped = false;

  const hold = (bytes: Buffer): boolean => {
    if (heldBytes + bytes.length > held.length) return false;
    bytes.copy(held, heldBytes);
    heldBytes += bytes.length;
    return true;
  };

  return {
    push(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let start = 0;
      while (!stopped && start < bytes.length) {
        const end = bytes.indexOf(NEWLINE, start);
        if (!hold(bytes.subarray(start, end === -1 ? bytes.length : end))) return false;
        if (end === -1) return true;
        start = end + 1;
        const line = held.toString('latin1', 0, heldBytes);
        heldBytes = 0;
        stopped = !options.onLine(line);
      }
      return true;
    },
    rest: () => held.toString('latin1', 0, heldBytes),
  };
}
