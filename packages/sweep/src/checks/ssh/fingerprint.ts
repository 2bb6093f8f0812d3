import { createHash } from 'node:crypto';

/**
 * The fingerprint that `ssh-keygen -l` prints for a public key, from its base64 text. Computed
 * here, because on the host it would cost a process for each key.
 */
export function fingerprintOf(blob: string): string {
  const digest = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}
