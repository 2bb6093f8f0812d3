import { createRangeBuilder } from '../networks/range-builder.ts';

/** What is known of a range of addresses: an AS number, or a country's code. */
export interface IpRangeTable {
  /** The value of the range that holds the address; null where none does or it is no address. */
  readonly lookup: (address: string) => string | null;
  readonly ranges: number;
}

/**
 * A look-up table of one's own, in the form of the files `*-ipv4-num.csv` and `*-ipv6-num.csv` of
 * the packages of ip-location-db: first address, last address, value. Lines that are no range are
 * left out. Packages that are installed are found by `openNetworkData`.
 *
 * IPv6 is looked up by its upper 52 bits: networks are assigned by 48 of them at most.
 */
export function createIpRangeTable(csv: {
  readonly v4: string;
  readonly v6: string;
}): IpRangeTable {
  const builder = createRangeBuilder();
  for (const line of `${csv.v4}\n${csv.v6}`.split('\n')) builder.add(line);
  return builder.build();
}
