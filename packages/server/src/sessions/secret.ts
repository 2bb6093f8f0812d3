import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

/** What a secret of ours looks like: 256 bits in URL-safe Base64. */
export const SECRET = /^[\w-]{43}$/;

/** A secret that nobody guesses. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is kept of a secret: looking it up takes as long however much of a guess was right. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether a guess is a secret; takes as long for each answer. */
export function isSecret(guess: string, secret: string): boolean {
  return timingSafeEqual(Buffer.from(digestOf(guess)), Buffer.from(digestOf(secret)));
}
