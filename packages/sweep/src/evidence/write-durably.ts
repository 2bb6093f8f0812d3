import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  type OpenMode,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Writes all of the bytes, however little the kernel takes at a time; `onWritten` is told each. */
export function writeAll(
  fd: number,
  bytes: Uint8Array,
  position: number | null = null,
  onWritten: (written: Uint8Array) => void = () => {},
): void {
  for (let offset = 0; offset < bytes.length;) {
    const at = position === null ? null : position + offset;
    const count = writeSync(fd, bytes, offset, bytes.length - offset, at);
    onWritten(bytes.subarray(offset, offset + count));
    offset += count;
  }
}

/** Makes what was created, renamed or removed in a folder outlast a loss of power. */
export function syncFolder(folder: string): void {
  withFile(folder, 'r', fsyncSync);
}

/** Makes a folder and those above it, for the owner alone, so that they outlast a loss of power. */
export function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const top = dirname(first);
  for (let parent = dirname(folder); ; parent = dirname(parent)) {
    syncFolder(parent);
    if (parent === top || parent === dirname(parent)) return;
  }
}

/** Opens, works, closes, whatever happens. */
export function withFile<T>(file: string, flags: OpenMode, work: (fd: number) => T): T {
  const fd = openSync(file, flags, 0o600);
  try {
    return work(fd);
  } finally {
    closeSync(fd);
  }
}

/** The file has either all of the bytes or is as it was, also after a crash. */
export function replaceFile(
  file: string,
  bytes: Uint8Array,
  temporary: string = `${file}.tmp`,
): void {
  try {
    withFile(temporary, 'w', (fd) => {
      writeAll(fd, bytes);
      fsyncSync(fd);
    });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}
