import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 6;
const SECRET_BYTES = 32;
/** The prefix by which a token that leaked is found; then what it is listed by; then 256 bits. */
const TOKEN = /^vdt_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;
/** What nobody's token has, to be compared with where there is no such id. */
const NO_DIGEST = '0'.repeat(64);

/** A new token, with its public id and what is kept of it. */
export function newToken(): {
  readonly token: string;
  readonly id: string;
  readonly sha256: string;
} {
  const id = randomBytes(ID_BYTES).toString('hex');
  const token = `vdt_${id}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { token, id, sha256: digest(token).toString('hex') };
}

/** The id of what looks like a token. */
export function idOfToken(token: string): string | undefined {
  return TOKEN.exec(token)?.[1];
}

/** Whether a token is the one that a digest is of; takes as long for each answer. */
export function isToken(token: string, sha256: string | undefined): boolean {
  const kept = Buffer.from(sha256 ?? NO_DIGEST, 'hex');
  return timingSafeEqual(digest(token), kept) && sha256 !== undefined;
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
