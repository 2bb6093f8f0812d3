import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package's folder. */
export const WEB = join(import.meta.dirname, '../..');
/** Where the built pages are; a published package comes with it. */
export const DIST = join(WEB, 'dist');
/** Says of which sources the pages were built. */
export const STAMP = 'sources.sha256';

const SOURCES = ['index.html', 'package.json', 'public/**/*', 'src/**/*'];

/** A digest of everything that the pages are built of; null where only the built ones are there. */
export function digestSources(): string | null {
  const files = globSync(SOURCES, { cwd: WEB, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  if (!files.includes(join(WEB, 'index.html'))) return null;
  const digest = createHash('sha256');
  for (const file of files) digest.update(`${file.slice(WEB.length)}\0`).update(readFileSync(file));
  return digest.digest('hex');
}
