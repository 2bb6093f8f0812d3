import type { SignIn } from '../signals/sign-in.ts';

/**
 * The levels at which a sign-in is compared with its user's habits. `country` → `network` →
 * `address` and `client` → `model` back off: each is judged given the one above, so that one trip
 * abroad is one surprise and not three.
 */
export const LEVELS = [
  'country',
  'network',
  'address',
  'kind',
  'client',
  'model',
  'version',
  'system',
  'pairing',
  'device',
  'ja4',
  'offset',
] as const;
export type Level = (typeof LEVELS)[number];

/** How many values a signature keeps at each level; together they bound its size. */
export const ITEMS_MAX: Readonly<Record<Level, number>> = {
  country: 6,
  network: 6,
  address: 7,
  kind: 4,
  client: 6,
  model: 6,
  version: 5,
  system: 5,
  pairing: 6,
  device: 6,
  ja4: 5,
  offset: 4,
};

/** A value for every level. */
export function forLevels<T>(make: (level: Level) => T): Record<Level, T> {
  return {
    country: make('country'),
    network: make('network'),
    address: make('address'),
    kind: make('kind'),
    client: make('client'),
    model: make('model'),
    version: make('version'),
    system: make('system'),
    pairing: make('pairing'),
    device: make('device'),
    ja4: make('ja4'),
    offset: make('offset'),
  };
}

/** What a sign-in shows at each level; null where that is not known. */
export type LevelKeys = Readonly<Record<Level, string | null>>;

/** The value of a sign-in at every level. */
export function keysOf({ address, client, deviceKey, ja4, utcOffsetMinutes }: SignIn): LevelKeys {
  const network = address === null || address.asn === null ? null : `AS${address.asn}`;
  // A browser whose hints belie its name is another one than the one that it names.
  const lies = client?.hintsAgree === false ? '/?' : '';
  const clientKey = client === null ? null : `${client.family}/${client.os}/${client.type}${lies}`;
  return {
    country: address?.country ?? null,
    network,
    address: address?.key ?? null,
    kind: address === null || network === null ? null : address.kind,
    client: clientKey,
    model: client?.modelKey ?? null,
    version:
      client === null || client.major === null
        ? null
        : `${client.family}/${client.os}/${client.major}`,
    system: client === null || client.osMajor === null ? null : `${client.os}/${client.osMajor}`,
    pairing: network === null || clientKey === null ? null : shortHash(`${network} ${clientKey}`),
    device: deviceKey,
    ja4,
    offset: utcOffsetMinutes === null ? null : String(utcOffsetMinutes),
  };
}

const FNV_OFFSET = 0x81_1c_9d_c5;
const FNV_PRIME = 0x01_00_01_93;

/** FNV-1a: keeps a pair of words that are stored elsewhere in full to seven characters. */
function shortHash(text: string): string {
  let hash = FNV_OFFSET;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME) >>> 0;
  return hash.toString(36);
}
