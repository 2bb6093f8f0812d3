import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { safeJson } from '@vedette/core';

import { AuditLine } from './audit-entry.ts';

/** Ten thousand decisions; a file is read in well under a second. */
const FILE_BYTES_MAX = 4 * 1024 * 1024;
/** With the file above: what a team decides in years. */
const FILES_MAX = 16;
const NAME = /^audit-(\d{6})\.ndjson$/;
const NUMBER_DIGITS = 6;
const LINE_FEED = '\n';

/** The files of the audit log: lines are added at the end, and the oldest file goes when it is full. */
export interface AuditFiles {
  /** Resolves when the line is on the disk. Lines are written in the order in which they come. */
  readonly append: (line: AuditLine) => Promise<void>;
}

/** What the files held when they were opened. */
export interface OpenedAuditFiles extends AuditFiles {
  /** The newest lines, oldest first: of as many files as have `wanted` of them. */
  readonly lines: readonly AuditLine[];
  /** Lines that are none, such as one that was cut short by a power failure. */
  readonly unreadable: number;
}

/** Opens the files of a folder, and makes it. What cannot be read in them is left as it is. */
export async function openAuditFiles(folder: string, wanted: number): Promise<OpenedAuditFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { lines, unreadable, torn, newest } = await readNewest(folder, wanted);
  let number = newest;
  // The half of a line that a crash left must not swallow the next one.
  let isTorn = torn;
  let tail: Promise<void> = Promise.resolve();
  const append = async (line: AuditLine): Promise<void> => {
    const text = `${isTorn ? LINE_FEED : ''}${safeJson(line)}${LINE_FEED}`;
    if ((await sizeOf(fileOf(folder, number))) + text.length > FILE_BYTES_MAX) {
      number += 1;
      await removeOld(folder, number);
    }
    isTorn = true;
    // Opened anew each time: a file that somebody took away is written again, not into nowhere.
    await using handle = await open(fileOf(folder, number), 'a', 0o600);
    await handle.appendFile(text);
    await handle.datasync();
    isTorn = false;
  };
  return {
    ...{ lines, unreadable },
    append: async (line) => {
      const done = tail.then(() => append(line));
      tail = done.catch(() => undefined);
      await done;
    },
  };
}

interface Newest {
  readonly lines: readonly AuditLine[];
  readonly unreadable: number;
  readonly torn: boolean;
  readonly newest: number;
}

async function readNewest(folder: string, wanted: number): Promise<Newest> {
  const numbers = (await numbersIn(folder)).toReversed();
  const texts: string[] = [];
  const lines: AuditLine[] = [];
  let unreadable = 0;
  for (const number of numbers) {
    if (lines.length >= wanted) break;
    const text = await readFile(fileOf(folder, number), 'utf8');
    texts.push(text);
    const written = text.split(LINE_FEED).filter((line) => line !== '');
    const read = written.map(parseLine).filter((line) => line !== undefined);
    unreadable += written.length - read.length;
    lines.unshift(...read);
  }
  const [last = ''] = texts;
  const torn = last !== '' && !last.endsWith(LINE_FEED);
  return { lines, unreadable, torn, newest: numbers[0] ?? 1 };
}

function parseLine(text: string): AuditLine | undefined {
  try {
    return AuditLine.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function removeOld(folder: string, newest: number): Promise<void> {
  for (const number of await numbersIn(folder)) {
    if (number <= newest - FILES_MAX) await rm(fileOf(folder, number), { force: true });
  }
}

async function numbersIn(folder: string): Promise<number[]> {
  const found = (await readdir(folder)).flatMap((name) => NAME.exec(name)?.[1] ?? []);
  return found.map(Number).toSorted((a, b) => a - b);
}

function fileOf(folder: string, number: number): string {
  return join(folder, `audit-${String(number).padStart(NUMBER_DIGITS, '0')}.ndjson`);
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}
