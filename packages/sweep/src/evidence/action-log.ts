import { constants } from 'node:fs';
import { join } from 'node:path';

import { VedetteError } from '@vedette/core';

import { fileCause } from './file-cause.ts';
import {
  createEntry,
  entryLine,
  type LogEntry,
  NewLogEntry,
  NO_ENTRY,
  parseEntry,
} from './log-entry.ts';
import { appendLine, LINE_BYTES_MAX, LOG_BYTES_MAX, readTail, setTornAside } from './log-file.ts';
import { readLog, readWholeLog } from './read-log.ts';
import type { Problem } from './problem.ts';
import { openSigningKey } from './signing-key.ts';
import { underLock } from '../state/under-lock.ts';
import { verifyLog } from './verify-log.ts';
import { makeFolder, syncFolder, withFile } from './write-durably.ts';

export type { LogEntry, NewLogEntry } from './log-entry.ts';

/** A place in the log. */
export interface LogHead {
  readonly seq: number;
  readonly hash: string;
}

/** The append-only log of every action. */
export interface ActionLog {
  /**
   * Under the lock, chained to the entry before, signed, and on the disk before it returns.
   *
   * @throws VedetteError `action-log-unwritable`, and the log is as it was.
   */
  readonly append: (entry: NewLogEntry) => Promise<LogEntry>;
  /** Every entry, their chain checked. @throws VedetteError `action-log-unreadable` */
  readonly entries: () => Promise<readonly LogEntry[]>;
  /** The last entry; null for an empty log. @throws VedetteError `action-log-unreadable` */
  readonly head: () => Promise<LogHead | null>;
  /** A broken chain, a bad signature, a bundle whose manifest is not the one that was logged. */
  readonly verify: () => Promise<readonly Problem[]>;
}

/** Where the log is, and what it takes the time from. */
export interface ActionLogOptions {
  /** As {@link stateFolder} gives it. */
  readonly folder: string;
  readonly now: () => Date;
  /** A full log takes nothing more; by default {@link LOG_BYTES_MAX}. */
  readonly bytesMax?: number;
}

/** Opens the log of a controller. Nothing is created before the first entry. */
export function openActionLog({
  folder,
  now,
  bytesMax = LOG_BYTES_MAX,
}: ActionLogOptions): ActionLog {
  const place = join(folder, 'actions');
  const file = join(place, 'log.ndjson');
  // Sixteen hosts contained at once wait for each other here, not in the retries of a lock.
  let queue: Promise<unknown> = Promise.resolve();

  const append = async (entry: NewLogEntry): Promise<LogEntry> => {
    const known = NewLogEntry.parse(entry);
    const key = openSigningKey(folder);
    makeFolder(place);
    return underLock({ file, refused: asUnwritable(file) }, () =>
      withFile(file, constants.O_RDWR | constants.O_CREAT, (fd) => {
        // Without a turn of the event loop from here on: nothing comes in between.
        const tail = readTail(fd);
        const last = tail.last === undefined ? undefined : parseEntry(tail.last);
        if (typeof last === 'string') throw unreadable(file, `its last line: ${last}`);
        const setAside = setTornAside(fd, tail, place);
        const seq = (last?.seq ?? 0) + 1;
        const previous = last?.hash ?? NO_ENTRY;
        const next = createEntry(
          { ...known, seq, at: now().toISOString(), setAside, previous },
          key,
        );
        const line = Buffer.from(entryLine(next));
        checkRoom({ line: line.length, end: tail.end, bytesMax });
        appendLine(fd, line, tail.end);
        syncFolder(place);
        return next;
      }),
    );
  };

  return {
    append: async (entry) => {
      const appended = queue.then(async () => append(entry).catch(rethrowAs(asUnwritable(file))));
      // The next one does not fail because this one did; this one's caller is told.
      queue = appended.catch(() => undefined);
      return appended;
    },
    entries: async () => readLog(file).catch(rethrowAs(asUnreadable(file))),
    head: async () => {
      const { lines } = await readWholeLog(file).catch(rethrowAs(asUnreadable(file)));
      const line = lines.at(-1);
      if (line === undefined) return null;
      const entry = parseEntry(line);
      if (typeof entry === 'string') throw unreadable(file, `its last line: ${entry}`);
      return { seq: entry.seq, hash: entry.hash };
    },
    verify: async () => verifyLog({ folder, place, file }).catch(rethrowAs(asUnreadable(file))),
  };
}

function checkRoom(room: { line: number; end: number; bytesMax: number }): void {
  if (room.line > LINE_BYTES_MAX) {
    throw new Error(`an entry of ${room.line} bytes, the most is ${LINE_BYTES_MAX}`);
  }
  if (room.end + room.line >= room.bytesMax) {
    throw new Error(`it has ${room.end} bytes, the most is ${room.bytesMax}`);
  }
}

function rethrowAs(wrap: (error: unknown) => Error): (error: unknown) => never {
  return (error) => {
    throw error instanceof VedetteError ? error : wrap(error);
  };
}

function asUnwritable(file: string): (error: unknown) => VedetteError {
  return (error) => {
    const code = fileCause(error);
    const cause = code === 'ELOCKED' ? 'another run holds its lock' : code;
    return new VedetteError('action-log-unwritable', { file, cause });
  };
}

function asUnreadable(file: string): (error: unknown) => VedetteError {
  return (error) => unreadable(file, fileCause(error));
}

function unreadable(file: string, cause: string): VedetteError {
  return new VedetteError('action-log-unreadable', { file, cause });
}
