import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Coarser than any file system's clock. */
const CLOCK_SLACK_MS = 2_000;

/**
 * Brings files that were written since a time to the disk, with the folders that they are in:
 * the engine writes without syncing, and a checkpoint must not name what a power cut takes away.
 */
export async function syncFolder(folder: string, sinceMs: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const folders = [folder];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) folders.push(path);
    else if (entry.isFile() && (await isNew(path, sinceMs))) await syncPath(path);
  }
  for (const path of folders) await syncPath(path);
}

async function isNew(path: string, sinceMs: number): Promise<boolean> {
  return (await stat(path)).mtimeMs >= sinceMs - CLOCK_SLACK_MS;
}

async function syncPath(path: string): Promise<void> {
  await using handle = await open(path, 'r');
  await handle.sync();
}
