import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MOUNT = 'mount -t tmpfs -o size="$2",mode=0700 tmpfs "$1" && echo ready && exec cat';
const CHUNK_BYTES = 4096;

/** A file system of its own that can be filled; it goes with the test, also with a crashed one. */
export interface SmallDisk {
  /** Its folder, for whoever is started by `enter`. */
  readonly folder: string;
  /** What to put before a command that is to see it. */
  readonly enter: readonly string[];
  /** Leaves no byte. */
  readonly fill: () => void;
  readonly free: () => void;
  /** How often this is in all of its files. */
  readonly count: (text: string) => number;
  readonly close: () => Promise<void>;
}

/** @param folder an empty one, on which the file system is mounted for those who enter */
export async function mountSmallDisk(folder: string, bytes: number): Promise<SmallDisk> {
  const argv = ['--mount', 'sh', '-c', MOUNT, 'sh', folder, String(bytes)];
  const holder = spawn('unshare', argv, { stdio: ['pipe', 'pipe', 'inherit'] });
  const said: unknown[] = await once(holder.stdout, 'data');
  if (!String(said[0]).startsWith('ready')) throw new Error('no file system of its own');
  const seen = join(`/proc/${holder.pid}/root`, folder);
  const filler = join(seen, 'filler');
  return {
    folder,
    enter: ['nsenter', `--mount=/proc/${holder.pid}/ns/mnt`, '--'],
    fill() {
      const descriptor = openSync(filler, 'a');
      try {
        for (const bytesEach of [CHUNK_BYTES, 1]) writeUntilFull(descriptor, bytesEach);
      } finally {
        closeSync(descriptor);
      }
    },
    free: () => rmSync(filler),
    count: (text) =>
      readdirSync(seen, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'filler')
        .reduce((sum, entry) => sum + countIn(join(entry.parentPath, entry.name), text), 0),
    async close() {
      holder.stdin.end();
      if (holder.exitCode === null) await once(holder, 'exit');
    },
  };
}

function writeUntilFull(descriptor: number, bytes: number): void {
  const chunk = Buffer.alloc(bytes);
  try {
    while (writeSync(descriptor, chunk) > 0) continue;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}

function countIn(file: string, text: string): number {
  try {
    return readFileSync(file, 'latin1').split(text).length - 1;
  } catch {
    // It got its final name in between; the next look finds it.
    return 0;
  }
}
