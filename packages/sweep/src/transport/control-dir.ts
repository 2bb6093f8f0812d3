import { createHash } from 'node:crypto';
import { access, mkdtemp, readdir, rm } from 'node:fs/promises';
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
  /** Does work that may open or share an alias's connection by its socket (`-o ControlPath=`). */
  readonly use: <T>(alias: string, work: (socket: string) => Promise<T>) => Promise<T>;
  /** Ends the connection of an alias, unless work that uses it is under way. */
  readonly release: (alias: string) => Promise<void>;
  /** Ends every shared connection and removes the directory. */
  readonly close: () => Promise<void>;
}

/** Makes a directory that only this user can enter, with room for a socket's name. */
export async function openControlDir(ssh: string): Promise<ControlDir> {
  // Any process of the same user can ride a shared connection, but no other user's.
  const dir = await mkdtemp(join(baseDir(), DIR_PREFIX));
  // ssh's own %C names address, port and user, which two aliases behind different jumps can
  // have in common: one host would then be swept under the name of the other.
  const socketOf = (alias: string): string => join(dir, digestOf(alias));
  const users = new Map<string, number>();
  const endings = new Map<string, Promise<void>>();
  return {
    async use(alias, work) {
      // A client that shares a connection which is about to end would end with it.
      while (endings.has(alias)) await endings.get(alias);
      users.set(alias, (users.get(alias) ?? 0) + 1);
      try {
        return await work(socketOf(alias));
      } finally {
        const left = (users.get(alias) ?? 1) - 1;
        if (left === 0) users.delete(alias);
        else users.set(alias, left);
      }
    },
    async release(alias) {
      if (users.has(alias)) return;
      const ending = endings.get(alias) ?? endMaster(ssh, socketOf(alias));
      endings.set(alias, ending);
      await ending.finally(() => endings.delete(alias));
    },
    async close() {
      const limit = pLimit(EXITS_AT_ONCE);
      await limit.map(await readdir(dir), (socket) => endMaster(ssh, join(dir, socket)));
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
async function endMaster(ssh: string, socket: string): Promise<void> {
  // Most hosts that were not reached never had a connection to end.
  if (!(await isThere(socket))) return;
  const args = ['-F', 'none', '-o', `ControlPath=${socket}`, '-O', 'exit', 'vedette'];
  await execa(ssh, args, {
    stdin: 'ignore',
    buffer: false,
    reject: false,
    timeout: EXIT_TIMEOUT_MS,
  });
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
