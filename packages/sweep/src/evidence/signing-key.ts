import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { fsyncSync, linkSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { VedetteError } from '@vedette/core';

import { fileCause } from './file-cause.ts';
import { makeFolder, replaceFile, syncFolder, withFile, writeAll } from './write-durably.ts';

/** Permission bits of everybody but the owner. */
const OTHERS_MODE = 0o077;
const SUFFIX_BYTES = 6;

/** What proves that this controller wrote something. */
export interface SigningKey extends VerifyingKey {
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

/** The public half, which is all that is needed to check. */
export interface VerifyingKey {
  /** SPKI PEM, as openssl reads it. */
  readonly publicPem: string;
  readonly verify: (bytes: Uint8Array, signature: Uint8Array) => boolean;
}

/**
 * The controller's Ed25519 key, made at first use. Of several processes that make it at once, one
 * wins and all use its key: the file appears whole, by a link that fails if there is one.
 *
 * @throws VedetteError `signing-key-unusable`, also if the key is lost while its public half is
 * there: a new one would make everything sealed so far look forged.
 */
export function openSigningKey(stateFolder: string): SigningKey {
  const files = keyFiles(stateFolder);
  return orUnusable(files.privateKey, () => {
    const pem = readIfThere(files.privateKey) ?? createOnce(files);
    if ((statSync(files.privateKey).mode & OTHERS_MODE) !== 0) {
      throw unusable(files.privateKey, 'others may read it: chmod 600');
    }
    const key = createPrivateKey(pem);
    const verifying = verifyingKey(createPublicKey(key), files.privateKey);
    keepPublic(files, verifying.publicPem);
    return { ...verifying, sign: (bytes) => sign(null, bytes, key) };
  });
}

/** The controller's public key; undefined if it never had one. */
export function readVerifyingKey(stateFolder: string): VerifyingKey | undefined {
  const { publicKey } = keyFiles(stateFolder);
  return orUnusable(publicKey, () => {
    const pem = readIfThere(publicKey);
    return pem === undefined ? undefined : verifyingKey(createPublicKey(pem), publicKey);
  });
}

interface KeyFiles {
  readonly folder: string;
  readonly privateKey: string;
  readonly publicKey: string;
}

function keyFiles(stateFolder: string): KeyFiles {
  const folder = join(stateFolder, 'keys');
  return {
    folder,
    privateKey: join(folder, 'evidence-private-key.pem'),
    publicKey: join(folder, 'evidence-public-key.pem'),
  };
}

function createOnce({ folder, privateKey, publicKey }: KeyFiles): string {
  if (readIfThere(publicKey) !== undefined) {
    // Somebody else may have made both since we looked for the first.
    const made = readIfThere(privateKey);
    if (made === undefined) throw unusable(privateKey, 'it is lost, its public key is still there');
    return made;
  }
  makeFolder(folder);
  const pair = generateKeyPairSync('ed25519');
  const temporary = temporaryName(privateKey);
  try {
    withFile(temporary, 'wx', (fd) => {
      writeAll(fd, Buffer.from(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })));
      fsyncSync(fd);
    });
    linkSync(temporary, privateKey);
  } catch (error) {
    if (fileCause(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(folder);
  return readFileSync(privateKey, 'utf8');
}

function keepPublic({ publicKey }: KeyFiles, pem: string): void {
  const there = readIfThere(publicKey);
  if (there === undefined) replaceFile(publicKey, Buffer.from(pem), temporaryName(publicKey));
  else if (there !== pem) throw unusable(publicKey, 'it is not that of the private key beside it');
}

/** Of its own for everybody who makes the key at the same time. */
function temporaryName(file: string): string {
  return `${file}.${randomBytes(SUFFIX_BYTES).toString('hex')}.tmp`;
}

function verifyingKey(key: KeyObject, file: string): VerifyingKey {
  if (key.asymmetricKeyType !== 'ed25519') throw unusable(file, 'it is not an Ed25519 key');
  return {
    publicPem: key.export({ type: 'spki', format: 'pem' }).toString(),
    verify: (bytes, signature) => verify(null, bytes, key, signature),
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (fileCause(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function orUnusable<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof VedetteError) throw error;
    throw unusable(file, fileCause(error));
  }
}

function unusable(file: string, cause: string): VedetteError {
  return new VedetteError('signing-key-unusable', { file, cause });
}
