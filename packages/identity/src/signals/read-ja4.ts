/** TLS version, SNI, counts and ALPN, then two truncated digests (FoxIO JA4, BSD-3-Clause). */
const JA4 = /^[tqd](?:1[0-3]|s[23]|d[1-3]|00)[di]\d{4}[0-9a-z]{2}_[0-9a-f]{12}_[0-9a-f]{12}$/;

/** A JA4 fingerprint as an edge sends it, or null for anything else. */
export function readJa4(text: string | null | undefined): string | null {
  return typeof text === 'string' && JA4.test(text) ? text : null;
}
