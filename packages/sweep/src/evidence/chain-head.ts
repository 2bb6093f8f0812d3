import { join } from 'node:path';

import { z } from 'zod';

import { ActionId } from '../action/containment.ts';
import { listBundleIds, readManifestBytes } from './bundle-files.ts';
import { sha256Of } from './read-bounded.ts';

/** A bundle's place in the order of sealing. */
export interface ChainLink {
  readonly id: ActionId;
  readonly manifestSha256: string;
}

/** Only what the chain needs, so that one odd manifest does not stop the next from being sealed. */
const Linked = z.object({
  sealedAt: z.iso.datetime().catch(''),
  previous: z.object({ id: ActionId }).nullable().catch(null),
});

/**
 * The sealed bundle that no other names as the one before it. Found by reading all manifests rather
 * than kept in a file: there is nothing that a crash between two writes could leave behind. Several
 * only if somebody took a bundle away or changed one; then the last.
 */
export async function chainHead(evidenceFolder: string): Promise<ChainLink | null> {
  const followed = new Set<ActionId>();
  const sealed: (ChainLink & { readonly sealedAt: string })[] = [];
  for (const id of await listBundleIds(evidenceFolder)) {
    // One that cannot be read is what verifying is for; the next bundle is sealed all the same.
    const bytes = await readManifestBytes(join(evidenceFolder, id)).catch(() => null);
    if (bytes === null) continue;
    const { sealedAt, previous } = Linked.catch({ sealedAt: '', previous: null }).parse(
      jsonOf(bytes),
    );
    if (previous !== null) followed.add(previous.id);
    sealed.push({ id, manifestSha256: sha256Of(bytes), sealedAt });
  }
  const last = sealed
    .filter(({ id }) => !followed.has(id))
    .toSorted((a, b) => (a.sealedAt < b.sealedAt ? -1 : a.sealedAt > b.sealedAt ? 1 : 0))
    .at(-1);
  return last === undefined ? null : { id: last.id, manifestSha256: last.manifestSha256 };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
