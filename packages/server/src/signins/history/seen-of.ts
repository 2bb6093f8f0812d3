import type { Assessment } from '@vedette/identity';

import type { Seen } from './log-line.ts';

/** What a sign-in showed, as people name it: no address, no digest. */
export function seenOf({ learnable: { keys }, reasons }: Assessment): Seen {
  const [browser = null, system = null, type = null] = keys.client?.split('/') ?? [];
  const major = Number(keys.version?.split('/').at(-1));
  const has = (code: string): boolean => reasons.some((reason) => reason.code === code);
  return {
    country: keys.country,
    network: keys.network,
    kind: kindOf(keys.kind),
    browser,
    version: Number.isSafeInteger(major) ? major : null,
    system,
    type,
    device: has('device-usual')
      ? 'known'
      : has('device-new')
        ? 'new'
        : has('device-missing')
          ? 'missing'
          : null,
  };
}

function kindOf(key: string | null | undefined): Seen['kind'] {
  return key === 'access' || key === 'hosting' || key === 'vpn' || key === 'relay' ? key : null;
}
