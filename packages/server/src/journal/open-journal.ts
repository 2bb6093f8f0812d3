import { join, resolve } from 'node:path';

import { VedetteError } from '@vedette/core';

import { createAppendQueue, entryBytes, type Waiting } from './append-queue.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { partsOf } from './journal-record.ts';
import { lockFile } from '../state/file-lock.ts';
import { readSegment } from './read-segment.ts';
import { recoverSegment } from './recover-segment.ts';
import { listSegments, makeFolder, removeSegment, type SegmentFile } from './segment-files.ts';
import { createSegment, type SegmentWriter, writeSegment } from './segment-writer.ts';

/** Where a journal is, and how large it may become. */
export interface JournalOptions {
  /** Its own; made where it is not there. */
  readonly folder: string;
  /** Above it batches are refused with `journal-full`, until what is in it is trimmed. */
  readonly bytesMax: number;
  /** After which a new file is begun; trimming removes whole files. */
  readonly segmentBytes?: number;
}

/** A journal, with what can be told of it. */
export interface OpenJournal extends Journal {
  /** Position of the oldest entry that is still there, or of the next where there is none. */
  readonly first: number;
  /** Bytes of a torn tail that were cut off when it was opened; none of it was acknowledged. */
  readonly tornBytes: number;
  readonly segments: number;
}

const MIB = 1024 * 1024;
const SEGMENT_BYTES = 64 * MIB;
/** So that trimming frees most of what is allowed, and one entry never all of it. */
const SEGMENTS_MIN = 4;
/** What a person asks for and what a sweep found is small, and taken also when sensors fill it. */
const RESERVE_BYTES = 16 * MIB;
/** In memory, while the disk is busy. */
const WAITING_BYTES_MAX = 64 * MIB;
/** Retry-After: about what the stores need for one more block. */
const FULL_RETRY_SECS = 5;
const UNWRITABLE_RETRY_SECS = 30;

/**
 * Opens the journal of a folder for the only process that may write to it, or throws: `state-locked`
 * where another has it, `journal-corrupt` where something acknowledged is damaged. `append` rejects
 * with `journal-full`, `server-busy`, `journal-unwritable` or `entry-too-large`, and works again
 * when it can.
 *
 * @example
 * const journal = await openJournal({ folder, bytesMax: 1024 ** 3 });
 * const position = await journal.append(record); // on the disk
 * for await (const entry of journal.read(checkpoint.position)) fold(entry);
 * await journal.trim(position);
 */
export async function openJournal(options: JournalOptions): Promise<OpenJournal> {
  const folder = resolve(options.folder);
  await makeFolder(folder);
  const unlock = lockFile(join(folder, 'lock'));
  try {
    return await openLocked({ ...options, folder }, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openLocked(
  { folder, bytesMax, segmentBytes = SEGMENT_BYTES }: JournalOptions,
  unlock: () => void,
): Promise<OpenJournal> {
  const files = await listSegments(folder);
  const entryBytesMax = Math.floor(bytesMax / SEGMENTS_MIN);
  const rollAtBytes = Math.min(segmentBytes, entryBytesMax);
  let { active, end, tornBytes } = await openLast(folder, files);
  let oldBytes = files.slice(0, -1).reduce((sum, { bytes }) => sum + bytes, 0);
  const queue = createAppendQueue();
  /** Everything that writes, one after the other. */
  let work: Promise<unknown> = Promise.resolve();
  let pumping = false;
  /** A roll failed, and the next segment may have its name: nothing may go into the one before. */
  let mustRoll = false;
  let closing: Promise<void> | undefined;

  function alone<T>(step: () => Promise<T>): Promise<T> {
    const done = work.then(step);
    // Whoever asked hears of a failure; the next one works all the same.
    work = done.catch(() => undefined);
    return done;
  }

  async function roll(): Promise<void> {
    mustRoll = true;
    const { file, writer } = await createSegment(folder, end + 1);
    mustRoll = false;
    // A segment without entries is replaced by one of the same name.
    const last = files.pop();
    if (last !== undefined && last.first !== file.first) {
      files.push({ ...last, bytes: active.bytes });
      oldBytes += active.bytes;
    }
    files.push(file);
    const before = active;
    active = writer;
    await before.close();
  }

  async function write(group: readonly Waiting[]): Promise<void> {
    try {
      if (mustRoll || active.spent || active.bytes >= rollAtBytes) await roll();
      await active.write(
        group.map(({ parts }) => parts),
        end + 1,
      );
    } catch (error) {
      for (const { reject } of group) reject(unwritable(error));
      return;
    }
    for (const { resolve } of group) {
      end += 1;
      resolve(end);
    }
  }

  async function pump(): Promise<void> {
    for (let group = queue.takeGroup(); group.length > 0; group = queue.takeGroup()) {
      await write(group);
    }
    pumping = false;
    await active.markEnd(end);
  }

  async function removeUpTo(position: number): Promise<void> {
    for (;;) {
      const [oldest, next] = files;
      if (oldest === undefined || next === undefined || next.first - 1 > position) return;
      await removeSegment(folder, oldest);
      files.shift();
      oldBytes -= oldest.bytes;
    }
  }

  function unwritable(error: unknown): VedetteError {
    const cause = error instanceof Error ? error.message : String(error);
    const retryAfterSecs = UNWRITABLE_RETRY_SECS;
    return new VedetteError('journal-unwritable', { file: folder, cause, retryAfterSecs });
  }

  return {
    get end() {
      return end;
    },
    get first() {
      return files[0]?.first ?? end + 1;
    },
    get bytes() {
      return oldBytes + active.bytes;
    },
    get segments() {
      return files.length;
    },
    get tornBytes() {
      return tornBytes;
    },
    async append(record) {
      if (closing !== undefined) throw new Error('append to a closed journal');
      const parts = partsOf(record);
      const bytes = entryBytes(parts);
      if (bytes > entryBytesMax) {
        throw new VedetteError('entry-too-large', { bytes, bytesMax: entryBytesMax });
      }
      const held = oldBytes + active.bytes + queue.bytes;
      const allowed = record.kind === 'batch' ? bytesMax : bytesMax + RESERVE_BYTES;
      if (held + bytes > allowed) {
        throw new VedetteError('journal-full', {
          ...{ bytes: held, bytesMax, retryAfterSecs: FULL_RETRY_SECS },
        });
      }
      if (queue.bytes + bytes > WAITING_BYTES_MAX) {
        throw new VedetteError('server-busy', {
          problem: 'the disk of the journal is slower than what is sent',
          retryAfterSecs: FULL_RETRY_SECS,
        });
      }
      const position = queue.push(parts);
      if (!pumping) {
        pumping = true;
        void alone(pump);
      }
      return position;
    },
    read(after) {
      return readAll([...files], { after, upTo: end });
    },
    trim: (upTo) =>
      alone(async () => {
        try {
          // First what needs no room: on a full disk this is how there is some again.
          await removeUpTo(upTo);
          if (upTo < end || active.bytes <= rollAtBytes / 2) return;
          await roll();
          await removeUpTo(upTo);
        } catch (error) {
          throw unwritable(error);
        }
      }),
    close() {
      closing ??= alone(async () => {
        await active.close();
        unlock();
      });
      return closing;
    },
  };
}

async function openLast(
  folder: string,
  files: SegmentFile[],
): Promise<{ active: SegmentWriter; end: number; tornBytes: number }> {
  const last = files.at(-1);
  if (last === undefined) {
    const { file, writer } = await createSegment(folder, 1);
    files.push(file);
    return { active: writer, end: 0, tornBytes: 0 };
  }
  const recovered = await recoverSegment(last);
  const { end, tornBytes } = recovered;
  return { active: writeSegment(recovered), end, tornBytes };
}

async function* readAll(
  files: readonly SegmentFile[],
  { after, upTo }: { readonly after: number; readonly upTo: number },
): AsyncGenerator<JournalEntry> {
  for (const [index, file] of files.entries()) {
    const last = Math.min(upTo, (files[index + 1]?.first ?? Number.POSITIVE_INFINITY) - 1);
    if (last > after && last >= file.first) yield* readSegment(file, { after, upTo: last });
  }
}
