import { createHmac } from 'node:crypto';

/** 60 bits: no accidental meetings within one application, and half the room of a whole digest. */
const DIGEST_CHARS = 10;

/** Turns text that would identify a person into a short keyed digest. */
export type DigestKey = (purpose: string, text: string) => string;

/**
 * A keyed digest (HMAC-SHA-256): without the key, the four thousand million IPv4 addresses
 * cannot be tried out, as they can with a plain hash. A purpose of its own keeps an address and
 * a cookie of the same text apart.
 */
export function createDigestKey(secret: string | Uint8Array): DigestKey {
  return (purpose, text) =>
    createHmac('sha256', secret)
      .update(`${purpose}\u0000${text}`)
      .digest('base64url')
      .slice(0, DIGEST_CHARS);
}
