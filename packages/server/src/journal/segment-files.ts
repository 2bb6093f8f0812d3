import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { encodeSegmentHeader, SEGMENT_HEADER_BYTES, type SegmentHeader } from './segment-header.ts';

const FIRST_DIGITS = 16;
const NAME = /^(\d{16})\.journal$/;
/** A segment that is not finished being made. */
const UNFINISHED = '.new';
const OWNER_ONLY = 0o600;
const FOLDER_MODE = 0o700;

/** A file of the journal by what its name says. */
export interface SegmentFile {
  readonly path: string;
  /** Position of its first entry. */
  readonly first: number;
  /** When it was last looked at; the one that is written to grows. */
  readonly bytes: number;
}

/** Makes the folder, so that a power cut does not take it away with all that is in it. */
export async function makeFolder(folder: string): Promise<void> {
  const topmost = await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  if (topmost === undefined) return;
  for (let made = folder; made.length >= topmost.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

/** The segments of a folder, oldest first; what a crash left half made is removed. */
export async function listSegments(folder: string): Promise<SegmentFile[]> {
  const names = await readdir(folder);
  for (const name of names) {
    const isHalf = name.endsWith(UNFINISHED) && NAME.test(name.slice(0, -UNFINISHED.length));
    if (isHalf) await rm(join(folder, name), { force: true });
  }
  const files: SegmentFile[] = [];
  for (const name of names) {
    const first = NAME.exec(name)?.[1];
    if (first === undefined) continue;
    const path = join(folder, name);
    files.push({ path, first: Number(first), bytes: (await stat(path)).size });
  }
  return files.toSorted((a, b) => a.first - b.first);
}

/** Makes a segment: it has its name only once its header is on the disk. */
export async function makeSegment(folder: string, header: SegmentHeader): Promise<SegmentFile> {
  const path = join(folder, `${String(header.first).padStart(FIRST_DIGITS, '0')}.journal`);
  const unfinished = path + UNFINISHED;
  try {
    await using handle = await open(unfinished, 'w', OWNER_ONLY);
    await handle.writeFile(encodeSegmentHeader(header));
    await handle.datasync();
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(folder);
  return { path, first: header.first, bytes: SEGMENT_HEADER_BYTES };
}

/** Removes a segment, so that it does not come back after the ones that follow it are gone too. */
export async function removeSegment(folder: string, { path }: SegmentFile): Promise<void> {
  await rm(path, { force: true });
  await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r');
  await handle.sync();
}
