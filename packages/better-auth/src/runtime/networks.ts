import type { GenericEndpointContext } from 'better-auth';
import {
  type IpRangeTable,
  type NetworkData,
  type NetworkDataStatus,
  openNetworkData,
} from '@vedette/identity';

import type { NetworkOptions } from '../options.ts';

type Logger = GenericEndpointContext['context']['logger'];

/** What is known about addresses: tables of the application's own, or of installed packages. */
export interface Networks {
  readonly asn: IpRangeTable | null;
  readonly country: IpRangeTable | null;
  /** Begins to read installed packages, where they are needed, and says what is wrong with them. */
  readonly open: (logger: Pick<Logger, 'warn'>) => void;
  /** Of installed packages: an application knows its own tables. */
  readonly status: () => readonly NetworkDataStatus[];
}

/** Tables as the options want them; nothing is read before {@link Networks.open}. */
export function createNetworks(
  { asn, country, dataStaleAfterDays }: NetworkOptions,
  nowMs: () => number,
): Networks {
  let data: NetworkData | null = null;
  const isNeeded = asn === undefined || country === undefined;
  const status = (): readonly NetworkDataStatus[] =>
    (data?.status() ?? []).filter(({ tells }) => (tells === 'asn' ? asn : country) === undefined);
  return {
    get asn() {
      return asn === undefined ? (data?.asn ?? null) : asn;
    },
    get country() {
      return country === undefined ? (data?.country ?? null) : country;
    },
    status,
    open: (logger) => {
      if (!isNeeded || data !== null) return;
      // Beside this package, as Node would look: where npm puts what an application installs.
      data = openNetworkData({
        nowMs,
        from: import.meta.filename,
        ...(dataStaleAfterDays === undefined ? {} : { staleAfterDays: dataStaleAfterDays }),
      });
      void sayWhatIsWrong(data.loaded, logger, status);
    },
  };
}

async function sayWhatIsWrong(
  loaded: Promise<void>,
  logger: Pick<Logger, 'warn'>,
  status: Networks['status'],
): Promise<void> {
  await loaded;
  for (const { problem } of status())
    if (problem !== null) logger.warn(`vedette: network data: ${problem}`);
}
