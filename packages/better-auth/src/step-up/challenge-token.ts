import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 24;
const CODE_DIGITS = 6;

/** A token that only the challenged browser holds. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is kept of a token: who can read the database cannot answer the challenge. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** A one-time code. */
export function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}

/** What is kept of a code: keyed, because a million codes are soon tried, and of one challenge. */
export function hashCode(secret: string, tokenHash: string, code: string): string {
  return createHmac('sha256', secret)
    .update(`vedette-code ${tokenHash} ${code}`)
    .digest('base64url');
}

/** What is kept of a password's hash: enough to see that it has changed. */
export function hashCredential(secret: string, passwordHash: string): string {
  return createHmac('sha256', secret)
    .update(`vedette-credential ${passwordHash}`)
    .digest('base64url');
}

/** Compares two digests in a time that says nothing. */
export function isSameDigest(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
