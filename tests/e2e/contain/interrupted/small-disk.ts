import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { script } from '../../fixtures/plant/command.ts';
import type { TestHost } from '../../hosts/index.ts';

/** Room for what a containment wants to be free before it begins, and some. */
const DISK_SIZE = '64m';
const BLOCKS_BYTES = [1024 * 1024, 4 * 1024, 1] as const;

/**
 * A small file system for a controller's state. It is mounted in the namespace of a host, so that
 * the kernel takes it away whatever becomes of the test, and reached from outside.
 */
export async function smallDisk(host: TestHost, name: string): Promise<string> {
  const path = `/run/disk-${name}`;
  await script(host, 'mkdir "$1"; mount -t tmpfs -o "size=$2" tmpfs "$1"', path, DISK_SIZE);
  return join(host.rootDir, path);
}

/** Takes every free byte; gives the way to free them again. */
export function fillDisk(folder: string): () => void {
  const file = join(folder, 'filler');
  const fd = openSync(file, 'wx');
  try {
    for (const bytes of BLOCKS_BYTES) {
      const block = Buffer.alloc(bytes);
      while (isWritten(fd, block));
    }
  } finally {
    closeSync(fd);
  }
  return () => rmSync(file);
}

function isWritten(fd: number, block: Uint8Array): boolean {
  try {
    return writeSync(fd, block) === block.length;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
    throw error;
  }
}
