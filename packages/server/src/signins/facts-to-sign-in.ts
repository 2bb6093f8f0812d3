import {
  type DigestKey,
  type IpRangeTable,
  type NetworkDataStatus,
  readSignIn,
  type SignIn,
} from '@vedette/identity';

import type { SignInFacts } from './sign-in-api.ts';

/** What is known about addresses; null where the data is not installed or too old. */
export interface Networks {
  readonly asn: IpRangeTable | null;
  readonly country: IpRangeTable | null;
  /** Which packages it comes from, and how old it is; absent for tables of one's own. */
  readonly status?: () => readonly NetworkDataStatus[];
}

/** The application itself is the only trusted hop: what it says it has checked. */
const FROM_APPLICATION = null;

/** An application's facts as the engine sees a sign-in: digests and bounded words only. */
export function factsToSignIn(
  facts: SignInFacts,
  { atMs, digestKey, networks }: FactsSettings,
): SignIn {
  const headers: Readonly<Record<string, string | null | undefined>> = {
    'x-forwarded-for': facts.address,
    'user-agent': facts.userAgent,
    'sec-ch-ua': facts.brands,
    'sec-ch-ua-platform': facts.platform,
    'sec-ch-ua-platform-version': facts.platformVersion,
    'x-ja4': facts.ja4,
  };
  return readSignIn(
    {
      atMs,
      peer: FROM_APPLICATION,
      header: (name) => headers[name] ?? null,
      deviceCookie: facts.device,
      utcOffsetMinutes: facts.utcOffsetMinutes,
      roundTripMs: facts.roundTripMs,
      failures: facts.failures,
    },
    {
      digestKey,
      networks,
      isTrustedProxy: (address) => address === FROM_APPLICATION,
      ja4Header: 'x-ja4',
    },
  );
}

interface FactsSettings {
  readonly atMs: number;
  readonly digestKey: DigestKey;
  readonly networks: Networks;
}
