import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import { extname, join } from 'node:path';

import { VedetteError } from '@vedette/core';

import { contentTypeOf } from './content-types.ts';

/** The ways in which a file is there already compressed, the best first. */
export const ENCODINGS = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;
export type EncodingName = (typeof ENCODINGS)[number]['name'];

/** A file of the pages, as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Buffer;
  readonly encoded: Readonly<Partial<Record<EncodingName, Buffer>>>;
}

/**
 * Every file that can be asked for, by its path from the root. There is nothing else to ask for:
 * no path of a request ever reaches the file system.
 */
export type PageTable = ReadonlyMap<string, PageFile>;

/** What the pages of a server begin with. */
export const INDEX = '/index.html';

/** Thrice a dashboard with its maps and both compressions; they are kept in memory. */
const BYTES_MAX = 64 * 1024 * 1024;
const FILES_MAX = 2_000;
const DEPTH_MAX = 8;

interface Found {
  readonly files: Map<string, Buffer>;
  bytes: number;
  leftOut: number;
}

/**
 * Reads the built pages of a folder: plain files only, no links and nothing hidden, so that
 * nothing outside it can be among them. How many entries were left out is said.
 *
 * @throws VedetteError `pages-unusable`
 */
export async function readPages(
  folder: string,
): Promise<{ readonly table: PageTable; readonly leftOut: number }> {
  try {
    const found: Found = { files: new Map(), bytes: 0, leftOut: 0 };
    // The folder itself may be a link, as the packages of a workspace are.
    await readFolder(await realpath(folder), '/', found);
    if (!found.files.has(INDEX)) throw new Error('there is no index.html');
    return { table: tableOf(found.files), leftOut: found.leftOut };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new VedetteError('pages-unusable', { folder, problem });
  }
}

async function readFolder(folder: string, path: string, found: Found): Promise<void> {
  if (path.split('/').length > DEPTH_MAX) throw new Error(`folders in folders at ${path}`);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const { name } = entry;
    if (name.startsWith('.') || !(entry.isFile() || entry.isDirectory())) found.leftOut += 1;
    else if (entry.isDirectory()) await readFolder(join(folder, name), `${path}${name}/`, found);
    else {
      const bytes = await readPlain(join(folder, name));
      found.files.set(`${path}${name}`, bytes);
      found.bytes += bytes.length;
      const tooMuch = found.files.size > FILES_MAX || found.bytes > BYTES_MAX;
      if (tooMuch) throw new Error(`more than ${FILES_MAX} files or ${BYTES_MAX} bytes`);
    }
  }
}

/** What became a link since it was listed is not followed. */
async function readPlain(file: string): Promise<Buffer> {
  await using handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  const { size } = await handle.stat();
  if (size > BYTES_MAX) throw new Error(`${file} is too large`);
  return handle.readFile();
}

function tableOf(files: ReadonlyMap<string, Buffer>): PageTable {
  const isEncoded = (path: string): boolean =>
    ENCODINGS.some(
      ({ extension }) => path.endsWith(extension) && files.has(path.slice(0, -extension.length)),
    );
  const plain = [...files].filter(([path]) => !isEncoded(path));
  return new Map(plain.map(([path, bytes]) => [path, pageFile(files, path, bytes)]));
}

function pageFile(files: ReadonlyMap<string, Buffer>, path: string, bytes: Buffer): PageFile {
  const encoded = ENCODINGS.flatMap(({ name, extension }) => {
    const found = files.get(`${path}${extension}`);
    return found === undefined ? [] : [[name, found] as const];
  });
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  return { type: contentTypeOf(extname(path)), etag, bytes, encoded: Object.fromEntries(encoded) };
}
