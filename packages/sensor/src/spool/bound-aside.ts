import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { parseFileName } from './batch-name.ts';

/** Removes the oldest refused batches beyond a size; each was counted when it was refused. */
export function boundAside(folder: string, bytesMax: number): void {
  const files = readdirSync(folder)
    .filter((file) => parseFileName(file)?.stage.startsWith('aside-') === true)
    .toSorted()
    .map((file) => ({ path: join(folder, file), bytes: statSync(join(folder, file)).size }));
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  for (const file of files) {
    if (bytes <= bytesMax) return;
    rmSync(file.path, { force: true });
    bytes -= file.bytes;
  }
}
