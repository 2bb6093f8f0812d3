import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { Plan, TargetIdentity } from '../action/containment.ts';
import type { LogHead } from './action-log.ts';
import type { BundleFiles } from './bundle-files.ts';
import { chainHead } from './chain-head.ts';
import { Manifest, manifestBytes, type ManifestItem } from './manifest.ts';
import { sha256Of } from './read-bounded.ts';
import type { SigningKey } from './signing-key.ts';
import { replaceFile, syncFolder } from './write-durably.ts';

/** What the manifest says of the action beside its items. */
export interface SealContext {
  readonly host: string;
  readonly target: TargetIdentity;
  readonly plan: Plan | null;
  readonly finding: {
    readonly id: string;
    readonly check: string;
    readonly summary: string;
  } | null;
  readonly who: string;
  readonly outcome: string;
  readonly sealedAt: Date;
}

/** A manifest and the digest of its bytes, which is what the action log and the next bundle name. */
export interface SealedBundle {
  readonly manifest: Manifest;
  readonly manifestSha256: string;
}

interface SealRequest {
  readonly evidenceFolder: string;
  readonly files: BundleFiles;
  readonly items: readonly ManifestItem[];
  readonly context: SealContext;
  readonly key: SigningKey;
  readonly log: LogHead | null;
  readonly version: string;
}

/**
 * Writes key and signature first and the manifest last: a bundle is sealed when its manifest is
 * there, and whatever stopped before is done again. Its caller holds the lock of the chain.
 */
export async function sealBundle(request: SealRequest): Promise<SealedBundle> {
  const { evidenceFolder, files, items, context, key, log, version } = request;
  const manifest = Manifest.parse({
    ...{ format: 1, id: files.id, ...context, sealedAt: context.sealedAt.toISOString() },
    ...{ items, previous: await chainHead(evidenceFolder), log },
    tool: { name: 'vedette', version },
  });
  const bytes = manifestBytes(manifest);
  replaceFile(files.publicKey, Buffer.from(key.publicPem));
  replaceFile(files.signature, key.sign(bytes));
  replaceFile(files.manifest, bytes);
  finishSeal(files);
  return { manifest, manifestSha256: sha256Of(bytes) };
}

/** What is left to do once the manifest is there; done again after a crash. */
export function finishSeal(files: BundleFiles): void {
  rmSync(files.journal, { force: true });
  for (const name of readdirSync(files.items)) chmodSync(join(files.items, name), 0o400);
  for (const file of [files.manifest, files.signature, files.publicKey]) chmodSync(file, 0o400);
  chmodSync(files.items, 0o500);
  chmodSync(files.folder, 0o500);
  syncFolder(files.items);
  syncFolder(files.folder);
}
