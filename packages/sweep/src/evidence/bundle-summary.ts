import type { ActionId } from '../action/containment.ts';
import type { BundleFiles } from './bundle-files.ts';
import { fileCause } from './file-cause.ts';
import type { Manifest, ManifestItem } from './manifest.ts';
import { readManifest } from './read-manifest.ts';
import { readGathered } from './recover-bundle.ts';

/** One bundle, as a list shows it. */
export interface BundleSummary {
  readonly id: ActionId;
  readonly folder: string;
  /** `altered`: its manifest cannot be read. */
  readonly state: 'open' | 'sealed' | 'altered';
  readonly items: readonly ManifestItem[];
  readonly bytes: number;
  /** Null while it is open, or when it cannot be read. */
  readonly manifest: Manifest | null;
  readonly manifestSha256: string | null;
  /** Why it cannot be read. */
  readonly problem: string | null;
}

/** Reads what a list shows of a bundle; one that cannot be read is shown as such. */
export async function summarizeBundle(files: BundleFiles, now: () => Date): Promise<BundleSummary> {
  const { id, folder } = files;
  try {
    const sealed = await readManifest(folder);
    if (typeof sealed === 'string') return altered(files, sealed);
    const { manifest, manifestSha256 } = sealed ?? { manifest: null, manifestSha256: null };
    const items = manifest?.items ?? (await readGathered(files, now)).items;
    const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
    const state = manifest === null ? 'open' : 'sealed';
    return { id, folder, state, items, bytes, manifest, manifestSha256, problem: null };
  } catch (error) {
    return altered(files, fileCause(error));
  }
}

function altered({ id, folder }: BundleFiles, problem: string): BundleSummary {
  return {
    ...{ id, folder, state: 'altered', items: [], bytes: 0 },
    ...{ manifest: null, manifestSha256: null, problem },
  };
}
