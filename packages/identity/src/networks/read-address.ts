import ipaddr from 'ipaddr.js';

/** An address as bytes, four or sixteen of them, and as a number to compare. */
export interface ReadAddress {
  readonly bytes: readonly number[];
  /** All of IPv4, the upper 52 bits of IPv6. */
  readonly number: number;
}

/** The usual form of IPv4, which needs no library: it is asked for at every sign-in. */
const IPV4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

/** Reads an address; null for what is none. IPv4 in IPv6 counts as IPv4. */
export function readAddress(text: string): ReadAddress | null {
  const bytes = quickBytes(text) ?? parsedBytes(text);
  if (bytes === null) return null;
  if (bytes.length === 4)
    return { bytes, number: bytes.reduce((sum, byte) => sum * 256 + byte, 0) };
  const upper = bytes.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
  return { bytes, number: upper * 16 + ((bytes[6] ?? 0) >> 4) };
}

function quickBytes(text: string): readonly number[] | null {
  const match = IPV4.exec(text);
  if (match === null) return null;
  const bytes = match.slice(1).map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

/** Asking first whether it is an address would parse it twice. */
function parsedBytes(text: string): readonly number[] | null {
  try {
    return ipaddr.process(text).toByteArray();
  } catch {
    return null;
  }
}
