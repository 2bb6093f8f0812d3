import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

import type { BundleFiles } from './bundle-files.ts';
import { orIfMissing } from './file-cause.ts';
import { type Journal, readJournal } from './journal.ts';
import { ITEM_FILE, type ManifestItem } from './manifest.ts';
import { digestFile } from './read-bounded.ts';

/** `0001-` before an item's name. */
const COUNTER_CHARS = 5;

/** What an unsealed bundle holds. */
export interface Gathered {
  readonly items: readonly ManifestItem[];
  /** Those of `items` that the journal does not know to have ended. */
  readonly interrupted: readonly ManifestItem[];
  /** The highest counter in a file's name. */
  readonly counter: number;
}

/** Looks at the journal and at what is there: a file without an end was interrupted. */
export async function readGathered(files: BundleFiles, now: () => Date): Promise<Gathered> {
  const journal = await readJournal(files.journal);
  const names: string[] = await readdir(files.items).catch(orIfMissing([]));
  const there = names.map((name) => `items/${name}`).filter((file) => ITEM_FILE.test(file));
  const open = there.filter((file) => !journal.ended.has(file)).toSorted();
  const interrupted: ManifestItem[] = [];
  for (const file of open) {
    const path = join(files.folder, file);
    interrupted.push(await interruptedItem({ file, path, journal, now }));
  }
  const items = [...journal.ended.values(), ...interrupted];
  const counters = [...journal.ended.keys(), ...there].map((file) => parseInt(basename(file), 10));
  return { items, interrupted, counter: counters.reduce((a, b) => Math.max(a, b), 0) };
}

async function interruptedItem(options: {
  readonly file: string;
  readonly path: string;
  readonly journal: Journal;
  readonly now: () => Date;
}): Promise<ManifestItem> {
  const { file, path, journal, now } = options;
  const { bytes, sha256 } = await digestFile(path);
  const at = now().toISOString();
  const name = basename(file).slice(COUNTER_CHARS);
  const { source, phase, startedAt } = journal.started.get(file) ?? {
    source: '',
    phase: 'unknown' as const,
    startedAt: at,
  };
  return {
    ...{ name, sha256, file, bytes, status: 'interrupted', phase, source },
    ...{ note: 'the controller ended before it did', startedAt, endedAt: at },
  };
}
