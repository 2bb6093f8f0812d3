import { clientAddress, type IsTrustedProxy } from './client-address.ts';
import type { DigestKey } from './digest-key.ts';
import type { IpRangeTable } from './ip-range-table.ts';
import { isPublicAddress } from './is-public-address.ts';
import { kindOfNetwork } from './network-kinds.ts';
import { readClient } from './read-client.ts';
import { readJa4 } from './read-ja4.ts';
import { type Address, NO_DEVICE, SignIn } from './sign-in.ts';

/** Three brands with their versions are about a hundred. */
const BRANDS_CHARS_MAX = 512;

/** A request that has proved a first factor, as an application's framework sees it. */
export interface SignInRequest {
  readonly atMs: number;
  /** The other end of the connection; null where the framework does not say. */
  readonly peer: string | null;
  readonly header: (name: string) => string | null;
  /** The device cookie; null where none came, undefined where the application sets none. */
  readonly deviceCookie?: string | null | undefined;
  /** Minutes east of UTC, as the client's script says. */
  readonly utcOffsetMinutes?: number | null | undefined;
  readonly roundTripMs?: number | null | undefined;
  readonly failures?: number | null | undefined;
}

/** What an application knows about its own surroundings. */
export interface SignalSettings {
  readonly digestKey: DigestKey;
  readonly isTrustedProxy: IsTrustedProxy;
  /** AS numbers and countries by address; null where the data is not installed or too old. */
  readonly networks: { readonly asn: IpRangeTable | null; readonly country: IpRangeTable | null };
  readonly forwardedHeader?: string;
  /** The header in which the edge sends a JA4; without it none is believed. */
  readonly ja4Header?: string | null;
}

/**
 * What a request says about who signs in. Whatever is missing, private, malformed or not from a
 * trusted hop becomes `null`: missing evidence, never an anomaly.
 */
export function readSignIn(request: SignInRequest, settings: SignalSettings): SignIn {
  const { header, peer } = request;
  const forwarded = header(settings.forwardedHeader ?? 'x-forwarded-for');
  const address = clientAddress(peer, forwarded, settings.isTrustedProxy);
  const ja4Header = settings.ja4Header ?? null;
  const fromEdge = ja4Header !== null && settings.isTrustedProxy(peer);
  const facts = {
    atMs: request.atMs,
    address: readAddress(address, settings),
    client: readClient(header('user-agent') ?? '', settings.digestKey, {
      platform: unquote(header('sec-ch-ua-platform')),
      platformVersion: unquote(header('sec-ch-ua-platform-version')),
      brands: header('sec-ch-ua')?.slice(0, BRANDS_CHARS_MAX) ?? null,
    }),
    deviceKey: readDevice(request.deviceCookie, settings.digestKey),
    ja4: fromEdge ? readJa4(header(ja4Header)) : null,
    utcOffsetMinutes: request.utcOffsetMinutes ?? null,
    roundTripMs: request.roundTripMs ?? null,
    failures: request.failures ?? null,
  };
  return dropMalformed(facts);
}

/**
 * An address as evidence: its keyed digest, network and country; null if it says no place. A
 * private one says none, unless the application's own tables place it (a company's network).
 */
function readAddress(
  address: string | null,
  { digestKey, networks }: Pick<SignalSettings, 'digestKey' | 'networks'>,
): Address | null {
  if (address === null) return null;
  const asnText = networks.asn?.lookup(address) ?? null;
  const asn = asnText !== null && /^\d{1,10}$/.test(asnText) ? Number(asnText) : null;
  const named = networks.country?.lookup(address) ?? null;
  const country = named !== null && /^[A-Z]{2}$/.test(named) ? named : null;
  if (asn === null && country === null && !isPublicAddress(address)) return null;
  return {
    key: digestKey('address', address),
    asn,
    country,
    kind: asn === null ? 'access' : kindOfNetwork(asn),
  };
}

function readDevice(cookie: string | null | undefined, digestKey: DigestKey): string | null {
  if (cookie === undefined) return null;
  return cookie === null || cookie === '' ? NO_DEVICE : digestKey('device', cookie);
}

/** Client hints are structured fields: `"Windows"`. */
function unquote(text: string | null): string | null {
  return /^"([^"\\]{1,40})"$/.exec(text ?? '')?.[1] ?? null;
}

/** A number that a client made up is not evidence; the rest of the request still is. */
function dropMalformed(facts: SignIn): SignIn {
  const parsed = SignIn.safeParse(facts);
  if (parsed.success) return parsed.data;
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const kept = Object.entries(facts).map(([name, value]) => [name, wrong.has(name) ? null : value]);
  return SignIn.parse(Object.fromEntries(kept));
}
