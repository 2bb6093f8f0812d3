import { appendFile, type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { UNFINISHED } from '../state/write-whole.ts';
import { type ReadBudget, readLinesBackwards } from './history/read-lines-backwards.ts';
import { type LogLine, readLogLine } from './history/log-line.ts';

/** What was decided of an application's sign-ins, and why, for its operators: NDJSON. */
export interface AssessmentLog {
  readonly append: (entry: LogLine) => Promise<void>;
  /** What is kept, newest first; ends early when the budget is used up. */
  readonly newestFirst: (budget: ReadBudget) => AsyncGenerator<LogLine>;
  /** Removes what is older than its retention. */
  readonly prune: (nowMs: number) => Promise<void>;
  /** Removes all lines of a user, by digest. */
  readonly forget: (user: string) => Promise<void>;
}

/** About ten thousand sign-ins; with the older file, so much is kept at most of each. */
const FILE_BYTES_MAX = 16 * 1024 * 1024;
const DAY_MS = 86_400_000;
/** How long it is told what was decided of a sign-in. */
export const LOG_RETENTION_MS = 90 * DAY_MS;
const CURRENT = 'assessments.ndjson';
const OLDER = 'assessments.older.ndjson';
/** Newest first. */
const FILES = [CURRENT, OLDER] as const;

/**
 * Opens an application's log in its folder. It outlives a process that is killed, and is not
 * forced to the disk for each line: what has been learned is in the records.
 */
export function openAssessmentLog(folder: string): AssessmentLog {
  const current = join(folder, CURRENT);
  let bytes: number | undefined;
  let tail: Promise<unknown> = Promise.resolve();
  /** Whatever changes or opens the files comes after what was asked before. */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const done = tail.then(work);
    tail = done.catch(() => undefined);
    return done;
  };
  const append = async (line: string): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    bytes ??= await sizeOf(current);
    if (bytes > FILE_BYTES_MAX) {
      await rename(current, join(folder, OLDER));
      bytes = 0;
    }
    await appendFile(current, line, { mode: 0o600 });
    bytes += Buffer.byteLength(line);
  };
  const keepOnly = async (isKept: (line: LogLine) => boolean): Promise<void> => {
    for (const name of FILES) await rewrite(join(folder, name), isKept);
    bytes = undefined;
  };
  return {
    append: (entry) => inTurn(() => append(`${JSON.stringify(entry)}\n`)),
    newestFirst: async function* newestFirst(budget) {
      // Held open from one moment on: a rotation in between neither hides nor doubles a line.
      const held = await inTurn(async () =>
        Promise.all(FILES.map((name) => openIfThere(join(folder, name)))),
      );
      try {
        for (const file of held) {
          if (file === undefined) continue;
          for await (const line of readLinesBackwards(file, budget)) {
            const read = readLogLine(line);
            if (read !== undefined) yield read;
          }
        }
      } finally {
        for (const file of held) await file?.close();
      }
    },
    prune: (nowMs) => {
      const oldest = new Date(nowMs - LOG_RETENTION_MS).toISOString();
      return inTurn(() => keepOnly(({ at }) => at >= oldest));
    },
    forget: (user) => inTurn(() => keepOnly((line) => line.user !== user)),
  };
}

/** Writes a file again without some of its lines; one that loses none is left as it is. */
async function rewrite(file: string, isKept: (line: LogLine) => boolean): Promise<void> {
  await using source = await openIfThere(file);
  if (source === undefined) return;
  const unfinished = `${file}${UNFINISHED}`;
  let dropped = 0;
  let kept = 0;
  {
    await using fresh = await open(unfinished, 'w', 0o600);
    for await (const line of source.readLines({ autoClose: false })) {
      const read = readLogLine(line);
      if (read === undefined || !isKept(read)) dropped += 1;
      else {
        await fresh.write(`${line}\n`);
        kept += 1;
      }
    }
    await fresh.sync();
  }
  if (dropped > 0 && kept > 0) await rename(unfinished, file);
  else await rm(unfinished);
  if (dropped > 0 && kept === 0) await rm(file);
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}
