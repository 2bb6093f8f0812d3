import { fstatSync, fsyncSync, ftruncateSync, readSync } from 'node:fs';
import { join } from 'node:path';

import { sha256Of } from './read-bounded.ts';
import { replaceFile, writeAll } from './write-durably.ts';

/** A plan of 256 processes is about 30 KB; a line of more is not ours. */
export const LINE_BYTES_MAX = 256 * 1024;
/** About 20,000 containments; all of it is read to know where they stand. */
export const LOG_BYTES_MAX = 64 * 1024 * 1024;

const NEWLINE = 0x0a;
/** The last line and a torn one after it, each with the end of the line before it. */
const TAIL_BYTES = 2 * (LINE_BYTES_MAX + 1);

/** A last line without an end: a crash tore it, and nobody was told that it was written. */
export interface TornTail {
  readonly bytes: number;
  readonly sha256: string;
}

/** How the log ends. */
export interface LogTail {
  /** Bytes up to the end of the last whole line. */
  readonly end: number;
  /** The last whole line, without its end; undefined if there is none. */
  readonly last: Uint8Array | undefined;
  readonly torn: Uint8Array;
}

/** Splits what was read into whole lines and the torn rest. */
export function splitLines(bytes: Uint8Array): { lines: Uint8Array[]; torn: Uint8Array } {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return { lines, torn: bytes.subarray(start) };
}

/** Reads the end of the log only, so that appending does not become slower as it grows. */
export function readTail(fd: number): LogTail {
  const { size } = fstatSync(fd);
  const window = new Uint8Array(Math.min(size, TAIL_BYTES));
  const from = size - window.length;
  for (let filled = 0; filled < window.length;) {
    const read = readSync(fd, window, filled, window.length - filled, from + filled);
    if (read === 0) throw new Error('it became shorter while it was read');
    filled += read;
  }
  const { lines, torn } = splitLines(window);
  const last = lines.at(-1);
  if (last === undefined && size > LINE_BYTES_MAX) throw new Error('its last line has no end');
  return { end: size - torn.length, last, torn };
}

/** The file that a torn line is kept in, named by its digest. */
export function tornFile(folder: string, { sha256 }: TornTail): string {
  return join(folder, `torn-${sha256.slice(0, 16)}`);
}

/** Moves a torn line out of the log into a file of its own. */
export function setTornAside(fd: number, { end, torn }: LogTail, folder: string): TornTail | null {
  if (torn.length === 0) return null;
  const tail = { bytes: torn.length, sha256: sha256Of(torn) };
  replaceFile(tornFile(folder, tail), torn);
  ftruncateSync(fd, end);
  fsyncSync(fd);
  return tail;
}

/** Puts a line at the end; when it fails, the log is what it was. */
export function appendLine(fd: number, line: Uint8Array, end: number): void {
  try {
    writeAll(fd, Buffer.concat([line, Uint8Array.of(NEWLINE)]), end);
    fsyncSync(fd);
  } catch (error) {
    ftruncateSync(fd, end);
    fsyncSync(fd);
    throw error;
  }
}
