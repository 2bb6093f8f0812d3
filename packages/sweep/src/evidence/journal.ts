import { constants, fstatSync, fsyncSync, ftruncateSync } from 'node:fs';

import { z } from 'zod';

import { orIfMissing } from './file-cause.ts';
import { splitLines } from './log-file.ts';
import { ManifestItem } from './manifest.ts';
import { readBounded } from './read-bounded.ts';
import { withFile, writeAll } from './write-durably.ts';

/** Two lines for each of 9,999 items, most far shorter than their bound. */
const JOURNAL_BYTES_MAX = 128 * 1024 * 1024;

/** What is known of an item when its first byte comes. */
export const StartedItem = ManifestItem.pick({
  name: true,
  file: true,
  source: true,
  phase: true,
  startedAt: true,
});
export type StartedItem = z.infer<typeof StartedItem>;

const JournalLine = z.union([
  z.strictObject({ started: StartedItem }),
  z.strictObject({ ended: ManifestItem }),
]);

/** What an open bundle knows of its items. */
export interface Journal {
  readonly started: ReadonlyMap<string, StartedItem>;
  readonly ended: ReadonlyMap<string, ManifestItem>;
}

/** Reads the journal; what a crash tore or a loss of power emptied counts as never written. */
export async function readJournal(file: string): Promise<Journal> {
  const bytes = await readBounded(file, JOURNAL_BYTES_MAX).catch(orIfMissing(Buffer.alloc(0)));
  const started = new Map<string, StartedItem>();
  const ended = new Map<string, ManifestItem>();
  for (const line of splitLines(bytes).lines) {
    const parsed = JournalLine.safeParse(jsonOf(line));
    if (!parsed.success) continue;
    if ('started' in parsed.data) started.set(parsed.data.started.file, parsed.data.started);
    else ended.set(parsed.data.ended.file, parsed.data.ended);
  }
  return { started, ended };
}

/** Appends to a journal; a line that could not be written whole is taken back. */
export interface JournalWriter {
  /** In the kernel's hands when it returns, which a killed controller does not undo. */
  readonly started: (item: StartedItem) => void;
  /** On the disk when it returns. */
  readonly ended: (item: ManifestItem) => void;
}

/** Makes the journal of a new bundle, or goes on with one; holds no file open in between. */
export function openJournal(file: string): JournalWriter {
  // Parts a torn last line from what follows it; a line of its own, it is no entry.
  append(file, '');
  return {
    started: (started) => {
      append(file, JSON.stringify({ started }));
    },
    ended: (ended) => {
      append(file, JSON.stringify({ ended }), fsyncSync);
    },
  };
}

function append(file: string, line: string, settle: (fd: number) => void = () => {}): void {
  withFile(file, constants.O_WRONLY | constants.O_CREAT, (fd) => {
    const { size } = fstatSync(fd);
    try {
      writeAll(fd, Buffer.from(`${line}\n`), size);
      settle(fd);
    } catch (error) {
      ftruncateSync(fd, size);
      throw error;
    }
  });
}

function jsonOf(line: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(line).toString('utf8'));
  } catch {
    return undefined;
  }
}
