import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync } from 'node:fs';

import { VedetteError } from '@vedette/core';

import { fileCause } from './file-cause.ts';
import type { StartedItem } from './journal.ts';
import { HOST_TEXT_MAX, type ManifestItem, Sha256 } from './manifest.ts';
import { writeAll } from './write-durably.ts';

/** How an item ended. */
export interface ItemEnd {
  /** `cut`: the cap was reached. `interrupted`: the stream or the controller ended. */
  readonly status: ManifestItem['status'];
  /** What the host says of the same bytes. */
  readonly hostSha256?: string;
  readonly note?: string;
}

/** Writes synchronously, so that a fast host is held back by the disk and memory stays flat. */
export interface ItemWriter {
  /** @throws VedetteError `evidence-unwritable` (disk full, …); the item is then closed as interrupted. */
  readonly write: (chunk: Uint8Array) => void;
  /** Idempotent. @throws VedetteError `evidence-unwritable` */
  readonly end: (end: ItemEnd) => void;
}

interface ItemWriterOptions {
  readonly path: string;
  readonly started: StartedItem;
  readonly now: () => Date;
  /** Called once, with what is there. @throws what the disk says */
  readonly onEnd: (item: ManifestItem) => void;
  readonly onBytes: (count: number) => void;
}

/** Creates the file of one item and hashes what is written to it. */
export function createItemWriter(options: ItemWriterOptions): ItemWriter {
  const { path, started, now, onEnd, onBytes } = options;
  const hash = createHash('sha256');
  const fd = openSync(path, 'wx', 0o600);
  let bytes = 0;
  let open = true;

  const end = ({ status, hostSha256, note }: ItemEnd): void => {
    if (!open) return;
    open = false;
    const said = Sha256.safeParse(hostSha256);
    const item: ManifestItem = {
      ...{ name: started.name, sha256: hash.digest('hex'), file: started.file, bytes, status },
      ...{ phase: started.phase, source: started.source },
      ...(said.success ? { hostSha256: said.data } : {}),
      ...(note === undefined ? {} : { note: note.slice(0, HOST_TEXT_MAX) }),
      ...{ startedAt: started.startedAt, endedAt: now().toISOString() },
    };
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
      onEnd(item);
    }
  };

  return {
    write: (chunk) => {
      if (!open) throw new Error(`${path} has ended`);
      try {
        writeCounted(chunk);
      } catch (error) {
        endAfterFailure(error);
      }
    },
    end: (how) => {
      try {
        end(how);
      } catch (error) {
        throw unwritable(path, error);
      }
    },
  };

  function writeCounted(chunk: Uint8Array): void {
    writeAll(fd, chunk, null, (written) => {
      // What is on the disk is what is hashed, also when only a part of the chunk had room.
      hash.update(written);
      bytes += written.length;
      onBytes(written.length);
    });
  }

  function endAfterFailure(error: unknown): never {
    try {
      end({ status: 'interrupted', note: `the disk said ${fileCause(error)}` });
    } catch (second) {
      // The journal has no room either: without its line the item is interrupted just as well.
      throw unwritable(path, new AggregateError([error, second], fileCause(error)));
    }
    throw unwritable(path, error);
  }
}

/** Evidence could not be kept, and why. */
export function unwritable(file: string, error: unknown): VedetteError {
  if (error instanceof VedetteError) return error;
  const cause = error instanceof AggregateError ? error.message : fileCause(error);
  return new VedetteError('evidence-unwritable', { file, cause });
}
