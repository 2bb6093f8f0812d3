import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How left-over halves of writes are recognised. */
export const UNFINISHED = '.unfinished';

/**
 * Replaces a file wholly or not at all, whenever the process or the machine stops: the bytes are
 * on the disk before the name is theirs.
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  const unfinished = `${file}.${randomBytes(6).toString('hex')}${UNFINISHED}`;
  try {
    await using handle = await openIn(folder, unfinished);
    await handle.writeFile(text);
    await handle.sync();
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await using entries = await open(folder, 'r');
  await entries.sync();
}

async function openIn(folder: string, file: string): ReturnType<typeof open> {
  try {
    return await open(file, 'wx', 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return open(file, 'wx', 0o600);
  }
}
