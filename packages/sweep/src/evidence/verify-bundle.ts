import { lstat, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

import type { BundleFiles } from './bundle-files.ts';
import { readManifestBytes } from './bundle-files.ts';
import { fileCause, orIfMissing } from './file-cause.ts';
import type { ManifestItem } from './manifest.ts';
import type { Problem } from './problem.ts';
import { digestFile, readBounded } from './read-bounded.ts';
import { readManifest } from './read-manifest.ts';
import type { VerifyingKey } from './signing-key.ts';

/** A signature has 64 bytes, a public key about 113. */
const SMALL_FILE_BYTES_MAX = 4_096;
/** Files that nobody listed, named one by one; the rest is a number. */
const UNLISTED_NAMED_MAX = 20;

/**
 * Everything in one bundle that is not as it was sealed: every byte of every file is looked at,
 * and nothing but the controller's own key is believed.
 */
export async function verifyBundle(
  files: BundleFiles,
  key: VerifyingKey | undefined,
): Promise<Problem[]> {
  const sealed = await readManifest(files.folder);
  if (sealed === null) return [{ where: files.folder, problem: 'it is not sealed' }];
  const items = typeof sealed === 'string' ? [] : sealed.manifest.items;
  const problems: Problem[] = [];
  if (typeof sealed === 'string') problems.push({ where: files.manifest, problem: sealed });
  else if (sealed.manifest.id !== files.id) {
    problems.push({ where: files.manifest, problem: 'it is the manifest of another bundle' });
  }
  problems.push(...(await signatureProblems(files, key)));
  for (const item of items) problems.push(...(await itemProblems(files, item)));
  problems.push(...(await unlistedProblems(files, items)));
  return problems;
}

async function signatureProblems(
  files: BundleFiles,
  key: VerifyingKey | undefined,
): Promise<Problem[]> {
  if (key === undefined) {
    return [{ where: files.publicKey, problem: 'the controller has no key to check it by' }];
  }
  const manifest = await readManifestBytes(files.folder).catch(() => null);
  const signature = await readSmall(files.signature);
  const publicPem = await readSmall(files.publicKey);
  const problems: Problem[] = [];
  if (publicPem === null) problems.push({ where: files.publicKey, problem: 'it is not there' });
  else if (!publicPem.equals(Buffer.from(key.publicPem))) {
    problems.push({ where: files.publicKey, problem: 'it is not the key of this controller' });
  }
  if (signature === null) problems.push({ where: files.signature, problem: 'it is not there' });
  else if (manifest === null || !key.verify(manifest, signature)) {
    const problem = 'it is not signed by the key of this controller';
    problems.push({ where: files.manifest, problem });
  }
  return problems;
}

async function readSmall(file: string): Promise<Buffer | null> {
  try {
    return await readBounded(file, SMALL_FILE_BYTES_MAX);
  } catch (error) {
    if (fileCause(error) === 'ENOENT') return null;
    // Too large, a link, unreadable: not what was written, as empty bytes are not.
    return Buffer.alloc(0);
  }
}

async function itemProblems(files: BundleFiles, item: ManifestItem): Promise<Problem[]> {
  const where = join(files.folder, item.file);
  try {
    if (!(await lstat(where)).isFile()) return [{ where, problem: 'it is not a file' }];
    const { bytes, sha256 } = await digestFile(where);
    if (bytes === item.bytes && sha256 === item.sha256) return [];
    return [{ where, problem: `its ${bytes} bytes are not the ${item.bytes} that were sealed` }];
  } catch (error) {
    const cause = fileCause(error);
    return [{ where, problem: cause === 'ENOENT' ? 'it is not there' : `unreadable: ${cause}` }];
  }
}

async function unlistedProblems(
  files: BundleFiles,
  items: readonly ManifestItem[],
): Promise<Problem[]> {
  const listed = new Set([
    ...[files.items, files.manifest, files.signature, files.publicKey],
    ...items.map(({ file }) => join(files.folder, file)),
  ]);
  const there: string[] = await readdir(files.folder, { recursive: true }).catch(orIfMissing([]));
  const unlisted = there.map((name) => join(files.folder, name)).filter((at) => !listed.has(at));
  const more = unlisted.length - UNLISTED_NAMED_MAX;
  return [
    ...unlisted.slice(0, UNLISTED_NAMED_MAX).map((where) => {
      const problem = `the manifest does not list ${relative(files.folder, where)}`;
      return { where, problem };
    }),
    ...(more > 0 ? [{ where: files.folder, problem: `and ${more} more unlisted files` }] : []),
  ];
}
