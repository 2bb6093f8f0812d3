import { closeSync, openSync, readlinkSync, readSync } from 'node:fs';

const CHUNK_BYTES = 4096;

/**
 * Reads a file of `/proc`, whose size nobody knows before, up to a bound; null where the process
 * has gone or we may not look, which for most files comes to the same.
 */
export function readProcFile(path: string, maxBytes: number): Buffer | null {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    // Gone, or not ours to see: both are an absent fact to the caller.
    return null;
  }
  try {
    const parts: Buffer[] = [];
    let total = 0;
    while (total < maxBytes) {
      const part = Buffer.allocUnsafe(Math.min(maxBytes - total, Math.max(CHUNK_BYTES, total)));
      const read = readSync(fd, part, 0, part.length, null);
      if (read === 0) break;
      parts.push(part.subarray(0, read));
      total += read;
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  } catch {
    // ESRCH: it went between opening and reading.
    return null;
  } finally {
    closeSync(fd);
  }
}

/** The target of a link of `/proc` with its exact bytes. */
export function readProcLink(path: string): Buffer | null {
  try {
    return readlinkSync(path, { encoding: 'buffer' });
  } catch {
    // Gone, a kernel thread, or not ours to see.
    return null;
  }
}
