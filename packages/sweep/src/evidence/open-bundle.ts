import { join } from 'node:path';

import { VedetteError } from '@vedette/core';

import type { BundleFiles } from './bundle-files.ts';
import { createItemWriter, type ItemWriter, unwritable } from './item-writer.ts';
import type { JournalWriter, StartedItem } from './journal.ts';
import { HOST_TEXT_MAX, ITEM_NAME, ITEMS_MAX, type ManifestItem } from './manifest.ts';
import { syncFolder } from './write-durably.ts';
import type { SealContext, SealedBundle } from './seal-bundle.ts';
import type { ActionId } from '../action/containment.ts';

/** What an item is, before its first byte. */
export interface ItemStart {
  /** `exe`, `maps`, `fd-7`, …: the file's name is made from a counter and this. */
  readonly name: string;
  /** Where it came from, as the host said: hostile text, only kept. */
  readonly source: string;
  readonly phase: 'before-freeze' | 'after-freeze';
}

/** The evidence of one action while it is gathered. */
export interface OpenBundle {
  readonly id: ActionId;
  /** Bytes kept so far; the caller enforces its own cap. */
  readonly bytes: () => number;
  /** The items that ended, in the order in which they began. */
  readonly items: () => readonly ManifestItem[];
  /** @throws VedetteError `evidence-unwritable` */
  readonly startItem: (start: ItemStart) => ItemWriter;
  /**
   * Ends what is open as interrupted, writes and signs the manifest and makes everything
   * read-only; once it is sealed, gives what was sealed. It may be called again after a failure.
   *
   * @throws VedetteError `evidence-unwritable`
   */
  readonly seal: (context: SealContext) => Promise<SealedBundle>;
}

interface OpenBundleOptions {
  readonly files: BundleFiles;
  readonly journal: JournalWriter;
  /** What an earlier run had gathered. */
  readonly items: readonly ManifestItem[];
  /** Files that were made so far. */
  readonly counter: number;
  readonly now: () => Date;
  readonly seal: (items: readonly ManifestItem[], context: SealContext) => Promise<SealedBundle>;
}

/** A bundle that takes items until it is sealed. */
export function createOpenBundle(options: OpenBundleOptions): OpenBundle {
  const { files, journal, now } = options;
  const items = new Map(options.items.map((item) => [item.file, item]));
  const writers = new Set<ItemWriter>();
  let bytes = options.items.reduce((sum, item) => sum + item.bytes, 0);
  let { counter } = options;
  let closed = false;

  const startItem = ({ name, source, phase }: ItemStart): ItemWriter => {
    if (closed || !ITEM_NAME.test(name)) throw new Error(`no item ${name} in ${files.id}`);
    if (counter >= ITEMS_MAX) throw unwritable(files.folder, `more than ${ITEMS_MAX} items`);
    const file = `items/${String((counter += 1)).padStart(4, '0')}-${name}`;
    const path = join(files.folder, file);
    const from = source.slice(0, HOST_TEXT_MAX);
    const started: StartedItem = {
      name,
      file,
      source: from,
      phase,
      startedAt: now().toISOString(),
    };
    try {
      journal.started(started);
      const writer = createItemWriter({
        ...{ path, started, now },
        onBytes: (count) => {
          bytes += count;
        },
        onEnd: (item) => {
          items.set(file, item);
          writers.delete(writer);
          syncFolder(files.items);
          journal.ended(item);
        },
      });
      writers.add(writer);
      return writer;
    } catch (error) {
      throw unwritable(path, error);
    }
  };

  return {
    id: files.id,
    bytes: () => bytes,
    items: () => inOrder(items),
    startItem,
    seal: async (context) => {
      for (const writer of writers) writer.end({ status: 'interrupted' });
      const sealed = await options.seal(inOrder(items), context);
      closed = true;
      return sealed;
    },
  };
}

/** A bundle that was sealed before takes nothing more, and can be sealed to the end. */
export function createClosedBundle(options: {
  readonly files: BundleFiles;
  readonly sealed: SealedBundle;
  readonly finish: () => Promise<void>;
}): OpenBundle {
  const { files, sealed, finish } = options;
  const { items } = sealed.manifest;
  return {
    id: files.id,
    bytes: () => items.reduce((sum, item) => sum + item.bytes, 0),
    items: () => items,
    startItem: () => {
      throw new VedetteError('evidence-unwritable', { file: files.folder, cause: 'it is sealed' });
    },
    seal: async () => {
      await finish();
      return sealed;
    },
  };
}

/** By the counter in the file's name. */
function inOrder(items: ReadonlyMap<string, ManifestItem>): ManifestItem[] {
  return [...items.values()].toSorted((a, b) => (a.file < b.file ? -1 : 1));
}
