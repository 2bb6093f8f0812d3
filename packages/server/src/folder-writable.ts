import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

const OWNER_ONLY = 0o600;
/** A block: what is left of a full disk may still take an empty file. */
const PROBE_BYTES = 4_096;

/** Writes a block to the disk of a folder and takes it away again; throws what is in the way. */
export async function checkWritable(folder: string): Promise<void> {
  const file = join(folder, `.check-${process.pid}`);
  try {
    await using handle = await open(file, 'w', OWNER_ONLY);
    await handle.write(Buffer.alloc(PROBE_BYTES));
    await handle.sync();
  } finally {
    await rm(file, { force: true });
  }
}
