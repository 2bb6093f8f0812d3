import { fsyncSync, mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';

import { VedetteError } from '@vedette/core';

import { ActionId } from '../action/containment.ts';
import type { ActionLog, LogEntry } from './action-log.ts';
import { type BundleFiles, bundleFiles, listBundleIds } from './bundle-files.ts';
import { type BundleSummary, summarizeBundle } from './bundle-summary.ts';
import { exportBundle } from './export-bundle.ts';
import { fileCause } from './file-cause.ts';
import { unwritable } from './item-writer.ts';
import { openJournal } from './journal.ts';
import { createClosedBundle, createOpenBundle, type OpenBundle } from './open-bundle.ts';
import type { Problem } from './problem.ts';
import { readHead } from './read-bounded.ts';
import { readManifest } from './read-manifest.ts';
import { readGathered } from './recover-bundle.ts';
import { finishSeal, sealBundle } from './seal-bundle.ts';
import { openSigningKey, readVerifyingKey } from './signing-key.ts';
import { underLock } from '../state/under-lock.ts';
import { verifyBundle } from './verify-bundle.ts';
import { verifyLinks } from './verify-links.ts';
import { makeFolder, syncFolder, withFile } from './write-durably.ts';

export type { BundleSummary } from './bundle-summary.ts';
export type { ItemEnd, ItemWriter } from './item-writer.ts';
export type { OpenBundle } from './open-bundle.ts';
export type { Problem } from './problem.ts';
export type { SealContext } from './seal-bundle.ts';

/** For journal, manifest and signature beside the items. */
const MARGIN_BYTES = 2 * 1024 * 1024;

/** The bundles of evidence of a controller. */
export interface EvidenceStore {
  /**
   * Makes the folder of a new bundle, once `bytesNeeded` are known to be free.
   *
   * @throws VedetteError `evidence-unwritable`
   */
  readonly create: (id: ActionId, bytesNeeded: number) => Promise<OpenBundle>;
  /**
   * Opens a bundle that was cut short: items without an end are `interrupted`. Makes it if it is
   * not there; of one that was sealed, the seal is completed.
   *
   * @throws VedetteError `evidence-unwritable`
   */
  readonly reopen: (id: ActionId) => Promise<OpenBundle>;
  /** Every bundle, also those that are open or not as they were. */
  readonly list: () => Promise<readonly BundleSummary[]>;
  /** @throws VedetteError `evidence-unknown` */
  readonly read: (id: ActionId) => Promise<BundleSummary>;
  /** Everything that is not as it was sealed. @throws VedetteError `evidence-unknown` */
  readonly verify: (id: ActionId) => Promise<readonly Problem[]>;
  /**
   * Bytes of one item, up to `bytesMax`; named by its file, else by its name.
   *
   * @throws VedetteError `evidence-unknown`
   */
  readonly readItem: (id: ActionId, name: string, bytesMax: number) => Promise<Uint8Array>;
  /**
   * One .tar.gz with all of a bundle, these entries of the log and a README on how to verify by
   * hand. Replaces nothing, and leaves nothing when it fails.
   *
   * @throws VedetteError `evidence-altered` for what does not verify, `usage` where a file is there
   */
  readonly export: (id: ActionId, file: string, log: readonly LogEntry[]) => Promise<void>;
}

/** Where the evidence is, and what the store needs of its surroundings. */
export interface EvidenceStoreOptions {
  /** As {@link stateFolder} gives it. */
  readonly folder: string;
  /** A manifest names the log's last entry, so that cutting the log short shows. */
  readonly log: Pick<ActionLog, 'head' | 'entries'>;
  readonly now: () => Date;
  /** Of the tool, for the manifest. */
  readonly version: string;
}

/** Opens the evidence of a controller. Nothing is created before the first bundle. */
export function openEvidenceStore(options: EvidenceStoreOptions): EvidenceStore {
  const { folder, log, now } = options;
  const evidenceFolder = join(folder, 'evidence');

  const known = async (id: ActionId): Promise<BundleFiles> => {
    const ids = await listBundleIds(evidenceFolder);
    if (!ids.includes(id)) throw new VedetteError('evidence-unknown', { id });
    return bundleFiles(evidenceFolder, id);
  };

  const read = async (id: ActionId): Promise<BundleSummary> =>
    summarizeBundle(await known(id), now);

  return {
    create: async (id, bytesNeeded) => {
      const files = bundleFiles(evidenceFolder, ActionId.parse(id));
      return orUnwritable(files.folder, async () => {
        makeFolder(evidenceFolder);
        await checkRoom(evidenceFolder, bytesNeeded);
        mkdirSync(files.folder, { mode: 0o700 });
        return openAgain({ ...options, evidenceFolder, files });
      });
    },
    reopen: async (id) => {
      const files = bundleFiles(evidenceFolder, ActionId.parse(id));
      return orUnwritable(files.folder, async () => {
        const sealed = await readManifest(files.folder);
        if (typeof sealed === 'string')
          throw new VedetteError('evidence-altered', { problem: sealed });
        if (sealed === null) return openAgain({ ...options, evidenceFolder, files });
        const finish = async (): Promise<void> =>
          orUnwritable(files.folder, () => {
            finishSeal(files);
          });
        return createClosedBundle({ files, sealed, finish });
      });
    },
    list: async () => {
      const summaries: BundleSummary[] = [];
      for (const id of await listBundleIds(evidenceFolder)) {
        summaries.push(await summarizeBundle(bundleFiles(evidenceFolder, id), now));
      }
      return summaries;
    },
    read,
    verify: async (id) => {
      const files = await known(id);
      const problems = await verifyBundle(files, readVerifyingKey(folder));
      const sealed = await readManifest(files.folder);
      if (sealed === null || typeof sealed === 'string') return problems;
      const { manifest } = sealed;
      return [...problems, ...(await verifyLinks({ evidenceFolder, files, manifest, log }))];
    },
    readItem: async (id, name, bytesMax) => {
      const { items, folder: bundle } = await read(id);
      const item =
        items.find(({ file }) => file === name || file === `items/${name}`) ??
        items.find((each) => each.name === name);
      if (item === undefined) throw new VedetteError('evidence-unknown', { id: `${id} ${name}` });
      return readHead(join(bundle, item.file), bytesMax);
    },
    export: async (id, file, entries) =>
      exportBundle({ files: await known(id), file, entries, key: readVerifyingKey(folder) }),
  };
}

type OpenAgain = EvidenceStoreOptions & {
  readonly evidenceFolder: string;
  readonly files: BundleFiles;
};

async function openAgain(options: OpenAgain): Promise<OpenBundle> {
  const { folder, evidenceFolder, files, log, now, version } = options;
  const key = openSigningKey(folder);
  makeFolder(files.items);
  const { items, interrupted, counter } = await readGathered(files, now);
  const journal = openJournal(files.journal);
  for (const item of interrupted) {
    withFile(join(files.folder, item.file), 'r', fsyncSync);
    journal.ended(item);
  }
  syncFolder(files.folder);
  syncFolder(evidenceFolder);
  const chain = join(evidenceFolder, 'chain');
  return createOpenBundle({
    ...{ files, journal, items, counter, now },
    seal: async (ended, context) =>
      orUnwritable(files.folder, async () =>
        underLock({ file: chain, refused: (error) => unwritable(chain, error) }, async () => {
          const before = await readManifest(files.folder);
          if (before !== null && typeof before !== 'string') {
            finishSeal(files);
            return before;
          }
          const head = await log.head();
          const request = { evidenceFolder, files, context, key, version };
          return sealBundle({ ...request, items: ended, log: head });
        }),
      ),
  });
}

async function checkRoom(folder: string, bytesNeeded: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytesNeeded + MARGIN_BYTES) return;
  const cause = `${bytesNeeded + MARGIN_BYTES} bytes are needed, ${free} are free`;
  throw new VedetteError('evidence-unwritable', { file: folder, cause });
}

async function orUnwritable<T>(file: string, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // What the system said; anything without a code of its own is a mistake of ours.
    if (error instanceof VedetteError || fileCause(error) === String(error)) throw error;
    throw unwritable(file, error);
  }
}
