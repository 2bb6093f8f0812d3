import { createHash } from 'node:crypto';

const ID_HEX_DIGITS = 10;

/** Names a finding by what it is about, so that it has the same name at every sweep. */
export function findingId(identity: readonly string[]): string {
  return `F-${digest(identity).slice(0, ID_HEX_DIGITS)}`;
}

/** SHA-256 over parts, framed by their lengths so that no two lists of parts collide. */
export function digest(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('hex');
}
