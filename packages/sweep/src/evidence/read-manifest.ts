import { Manifest } from './manifest.ts';
import { fileCause } from './file-cause.ts';
import { readManifestBytes } from './bundle-files.ts';
import { sha256Of } from './read-bounded.ts';
import type { SealedBundle } from './seal-bundle.ts';

/** The manifest of a sealed bundle, what is wrong with it, or null while there is none. */
export async function readManifest(bundleFolder: string): Promise<SealedBundle | string | null> {
  const bytes = await readManifestBytes(bundleFolder).catch(
    (error: unknown) => `it cannot be read: ${fileCause(error)}`,
  );
  if (bytes === null || typeof bytes === 'string') return bytes;
  const parsed = Manifest.safeParse(jsonOf(bytes));
  if (parsed.success) return { manifest: parsed.data, manifestSha256: sha256Of(bytes) };
  const [issue] = parsed.error.issues;
  return `it is not a manifest: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
