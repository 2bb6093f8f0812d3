import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { execa } from 'execa';
import pLimit from 'p-limit';

/**
 * The smallest `sun_path` in use (macOS), its ending NUL included. ssh first binds to the path
 * plus a dot and 16 random characters.
 */
const SOCKET_PATH_BYTES_MAX = 104;
const DIGEST_HEX_DIGITS = 32;
const SOCKET_NAME_BYTES = '/'.length + DIGEST_HEX_DIGITS + '.'.length + 16 + '\0'.length;
const DIR_PREFIX = 'vedette-';
const DIR_SUFFIX_BYTES = 6;

/** `ssh -O exit` only talks to a local socket. */
const EXIT_TIMEOUT_MS = 5_000;
const EXITS_AT_ONCE = 8;

/** A private directory for the sockets of shared ssh connections. */
export interface ControlDir {
  /** The socket of an alias, for `-o ControlPath=`. */
  readonly socketFor: (alias: string) => string;
  /** Ends every shared connection and removes the directory. */
  readonly close: () => Promise<void>;
}

/** Makes a directory that only this user can enter, with room for a socket's name. */
export async function openControlDir(): Promise<ControlDir> {
  // Any process of the same user can ride a shared connection, but no other user's.
  const dir = await mkdtemp(join(baseDir(), DIR_PREFIX));
  return {
    // ssh's own %C names address, port and user, which two aliases behind different jumps can
    // have in common: one host would then be swept under the name of the other.
    socketFor: (alias) => join(dir, digestOf(alias)),
    async close() {
      const limit = pLimit(EXITS_AT_ONCE);
      await limit.map(await readdir(dir), (socket) => endMaster(join(dir, socket)));
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function digestOf(alias: string): string {
  return createHash('sha256').update(alias).digest('hex').slice(0, DIGEST_HEX_DIGITS);
}

function baseDir(): string {
  const room = SOCKET_PATH_BYTES_MAX - SOCKET_NAME_BYTES - DIR_PREFIX.length - DIR_SUFFIX_BYTES - 1;
  // macOS has a long temporary directory for each user.
  return Buffer.byteLength(tmpdir()) <= room ? tmpdir() : '/tmp';
}

/** A master that is gone already makes ssh exit with 255, which is as good. */
async function endMaster(socket: string): Promise<void> {
  const args = ['-F', 'none', '-o', `ControlPath=${socket}`, '-O', 'exit', 'vedette'];
  await execa('ssh', args, {
    stdin: 'ignore',
    buffer: false,
    reject: false,
    timeout: EXIT_TIMEOUT_MS,
  });
}
