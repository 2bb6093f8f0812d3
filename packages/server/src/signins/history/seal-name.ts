import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps a user's name in a log that is no use to whoever finds only the log. */
export interface NameSeal {
  readonly seal: (name: string) => string;
  /** Null for what was not sealed with this key. */
  readonly open: (sealed: string) => string | null;
}

/**
 * A seal with a key of its own, made of an application's. The names of files and the log hold
 * digests, which cannot be turned back; an operator has to see whom a sign-in is about.
 */
export function createNameSeal(applicationKey: Uint8Array): NameSeal {
  const key = Buffer.from(
    hkdfSync('sha256', applicationKey, '', 'names in the log of sign-ins', KEY_BYTES),
  );
  return {
    seal: (name) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce);
      const body = Buffer.concat([cipher.update(name, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
      const bodyAt = NONCE_BYTES + TAG_BYTES;
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES));
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, bodyAt));
        const name = Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()]);
        return name.toString('utf8');
      } catch {
        // Another key, or damage: either way nobody's name.
        return null;
      }
    },
  };
}
