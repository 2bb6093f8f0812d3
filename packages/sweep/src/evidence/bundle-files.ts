import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { ActionId } from '../action/containment.ts';
import { orIfMissing } from './file-cause.ts';
import { readBounded, sha256Of } from './read-bounded.ts';

/** 9,999 items with long sources and notes; a real one has some ten kilobytes. */
const MANIFEST_BYTES_MAX = 128 * 1024 * 1024;

/** Where the parts of a bundle are. */
export interface BundleFiles {
  readonly id: ActionId;
  readonly folder: string;
  readonly items: string;
  /** What is known of the items until the manifest says it. */
  readonly journal: string;
  readonly manifest: string;
  readonly signature: string;
  readonly publicKey: string;
}

export function bundleFiles(evidenceFolder: string, id: ActionId): BundleFiles {
  const folder = join(evidenceFolder, id);
  return {
    id,
    folder,
    items: join(folder, 'items'),
    journal: join(folder, 'items.ndjson'),
    manifest: join(folder, 'manifest.json'),
    signature: join(folder, 'manifest.sig'),
    publicKey: join(folder, 'public-key.pem'),
  };
}

/** Ids of all bundles, sealed or not, oldest day first. */
export async function listBundleIds(evidenceFolder: string): Promise<ActionId[]> {
  const names: string[] = await readdir(evidenceFolder).catch(orIfMissing([]));
  return names.filter((name) => ActionId.safeParse(name).success).toSorted();
}

/** The manifest's bytes; null while a bundle is not sealed. */
export async function readManifestBytes(bundleFolder: string): Promise<Buffer | null> {
  const file = join(bundleFolder, 'manifest.json');
  return readBounded(file, MANIFEST_BYTES_MAX).catch(orIfMissing(null));
}

/**
 * The manifest's digest, of whatever stands there: null while a bundle is not sealed, and empty,
 * which is nothing's digest, for what cannot be read.
 */
export async function manifestDigest(bundleFolder: string): Promise<string | null> {
  const bytes = await readManifestBytes(bundleFolder).catch(() => undefined);
  if (bytes === null) return null;
  return bytes === undefined ? '' : sha256Of(bytes);
}
