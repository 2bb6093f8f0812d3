import ipaddr from 'ipaddr.js';

const HIGH_BITS = 64n;
const CSV_ROW = /^(\d+),(\d+),(?:"([^"]*)"|([^,]*))/;

/** What is known of a range of addresses: an AS number, or a country's code. */
export interface IpRangeTable {
  /** The value of the range that holds the address; null where none does or it is no address. */
  readonly lookup: (address: string) => string | null;
  readonly ranges: number;
}

/**
 * A look-up table from the files `*-ipv4-num.csv` and `*-ipv6-num.csv` of the packages of
 * ip-location-db: first address, last address, value. Whoever reads the files decides how old
 * they may be; without them every look-up is null, which is missing evidence.
 *
 * IPv6 is looked up by its upper 64 bits, the part that is assigned to a network.
 */
export function createIpRangeTable(csv: {
  readonly v4: string;
  readonly v6: string;
}): IpRangeTable {
  const v4 = readRows(csv.v4, 0n);
  const v6 = readRows(csv.v6, HIGH_BITS);
  const starts4 = Uint32Array.from(v4, ({ start }) => Number(start));
  const ends4 = Uint32Array.from(v4, ({ end }) => Number(end));
  const starts6 = BigUint64Array.from(v6, ({ start }) => start);
  const ends6 = BigUint64Array.from(v6, ({ end }) => end);
  // The rows themselves are let go: half a million objects.
  const values4 = v4.map(({ value }) => value);
  const values6 = v6.map(({ value }) => value);
  return {
    ranges: values4.length + values6.length,
    lookup: (text) => {
      if (!ipaddr.isValid(text)) return null;
      const address = ipaddr.process(text);
      const bytes = address.toByteArray();
      if (bytes.length === 4) {
        const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
        return values4[find(starts4, ends4, value)] ?? null;
      }
      const high = bytes.slice(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
      return values6[find(starts6, ends6, high)] ?? null;
    },
  };
}

interface Row {
  readonly start: bigint;
  readonly end: bigint;
  readonly value: string;
}

function readRows(csv: string, shift: bigint): Row[] {
  const values = new Map<string, string>();
  return csv
    .split('\n')
    .map((line) => CSV_ROW.exec(line))
    .filter((match) => match !== null)
    .map(([, start = '0', end = '0', quoted, plain = '']) => {
      const text = quoted ?? plain;
      // One string per value, not one per row: the tables have half a million rows.
      const value = values.get(text) ?? values.set(text, text).get(text) ?? text;
      return { start: BigInt(start) >> shift, end: BigInt(end) >> shift, value };
    })
    .toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}

/** The index of the last range that begins at or before the value and still holds it, or -1. */
function find<T extends number | bigint>(
  starts: ArrayLike<T>,
  ends: ArrayLike<T>,
  value: T,
): number {
  let low = 0;
  let high = starts.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const start = starts[middle];
    if (start === undefined || start > value) high = middle - 1;
    else low = middle + 1;
  }
  const end = ends[high];
  return end !== undefined && value <= end ? high : -1;
}
