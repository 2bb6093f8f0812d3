import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, fsyncSync } from 'node:fs';
import { link, lstat, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { VedetteError } from '@vedette/core';
import { type Pack, pack } from 'tar-stream';

import type { LogEntry } from './action-log.ts';
import { type BundleFiles, readManifestBytes } from './bundle-files.ts';
import { exportReadme } from './export-readme.ts';
import { fileCause } from './file-cause.ts';
import { unwritable } from './item-writer.ts';
import { entryLine } from './log-entry.ts';
import type { Manifest } from './manifest.ts';
import { readBounded, sha256Of } from './read-bounded.ts';
import { readManifest } from './read-manifest.ts';
import type { VerifyingKey } from './signing-key.ts';
import { verifyBundle } from './verify-bundle.ts';
import { syncFolder, withFile } from './write-durably.ts';

const SUFFIX_BYTES = 6;
const SMALL_FILE_BYTES_MAX = 4_096;
/** A file system that has no hard links, as on a stick. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

interface ExportRequest {
  readonly files: BundleFiles;
  /** The archive. */
  readonly file: string;
  readonly entries: readonly LogEntry[];
  readonly key: VerifyingKey | undefined;
}

/** Packs one sealed bundle, in the order of the manifest, without holding an item in memory. */
export async function exportBundle({ files, file, entries, key }: ExportRequest): Promise<void> {
  const [first] = await verifyBundle(files, key);
  if (first !== undefined) throw altered(`${first.where}: ${first.problem}`);
  const sealed = await readManifest(files.folder);
  if (sealed === null || typeof sealed === 'string') throw altered(files.manifest);
  await refuseExisting(file);
  const partial = `${file}.${randomBytes(SUFFIX_BYTES).toString('hex')}.part`;
  try {
    const archive = pack();
    const filled = fill(archive, { files, manifest: sealed.manifest, entries });
    // Ends the pipeline with the reason, where otherwise it would wait for the rest.
    filled.catch((error: unknown) => {
      archive.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    const target = createWriteStream(partial, { flags: 'wx', mode: 0o600 });
    await Promise.all([filled, pipeline(archive, createGzip(), target)]);
    withFile(partial, 'r', fsyncSync);
    await publish(partial, file);
    syncFolder(dirname(file));
  } catch (error) {
    throw error instanceof VedetteError ? error : unwritable(file, error);
  } finally {
    await rm(partial, { force: true });
  }
}

interface Contents {
  readonly files: BundleFiles;
  readonly manifest: Manifest;
  readonly entries: readonly LogEntry[];
}

async function fill(archive: Pack, { files, manifest, entries }: Contents): Promise<void> {
  const mtime = new Date(manifest.sealedAt);
  const add = async (name: string, bytes: Uint8Array): Promise<void> => {
    const header = { name: `${files.id}/${name}`, size: bytes.length, mode: 0o444, mtime };
    await new Promise<void>((resolve, reject) => {
      archive.entry(header, Buffer.from(bytes), (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  };
  const publicPem = await readBounded(files.publicKey, SMALL_FILE_BYTES_MAX);
  await add('README.txt', Buffer.from(exportReadme({ manifest, keySha256: sha256Of(publicPem) })));
  await add('manifest.json', (await readManifestBytes(files.folder)) ?? Buffer.alloc(0));
  await add('manifest.sig', await readBounded(files.signature, SMALL_FILE_BYTES_MAX));
  await add('public-key.pem', publicPem);
  const lines = entries.map((entry) => `${entryLine(entry)}\n`).join('');
  await add('action-log.ndjson', Buffer.from(lines));
  for (const item of manifest.items) {
    const header = { name: `${files.id}/${item.file}`, size: item.bytes, mode: 0o444, mtime };
    await pipeline(createReadStream(join(files.folder, item.file)), archive.entry(header));
  }
  archive.finalize();
}

async function refuseExisting(file: string): Promise<void> {
  const there = await lstat(file).catch((error: unknown) => {
    if (fileCause(error) === 'ENOENT') return null;
    throw unwritable(file, error);
  });
  if (there !== null) throw existing(file);
}

/** A link fails where a name is taken, also if it was taken a moment ago; a rename would replace. */
async function publish(partial: string, file: string): Promise<void> {
  try {
    await link(partial, file);
  } catch (error) {
    const cause = fileCause(error);
    if (cause === 'EEXIST') throw existing(file);
    if (!NO_LINKS.has(cause)) throw error;
    await refuseExisting(file);
    await rename(partial, file);
  }
}

function existing(file: string): VedetteError {
  return new VedetteError('usage', { problem: `${file} exists; nothing was overwritten` });
}

function altered(problem: string): VedetteError {
  return new VedetteError('evidence-altered', { problem });
}
