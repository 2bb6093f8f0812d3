import type { IpRangeTable } from '../signals/ip-range-table.ts';
import { readAddress } from './read-address.ts';

const CSV_ROW = /^(\d{1,39}),(\d{1,39}),(?:"([^"]{0,200})"|([^,"]{0,200}))(?:,|\r?$)/;
const IPV4_DIGITS_MAX = 10;
const IPV4_MAX = 0xff_ff_ff_ff;
const IPV6_MAX = (1n << 128n) - 1n;
/** Of an IPv6 address the upper 52 bits are kept: networks are assigned and routed by 48 at most. */
const IPV6_SHIFT = 76n;

/** Four times what the tables of the whole Internet have now; more is no such table. */
const RANGES_MAX = 2_000_000;
/** There are about 85,000 networks and 250 countries. */
const VALUES_MAX = 500_000;
const START_ROWS = 1024;

/** Makes a table out of lines: first address, last address, value, all addresses as numbers. */
export interface RangeBuilder {
  /**
   * Whether the line was a range.
   *
   * @throws RangeError where there are more than any real table has
   */
  readonly add: (line: string) => boolean;
  readonly build: () => IpRangeTable;
}

/**
 * Collects ranges in typed arrays, which hold half a million of them in ten megabytes; as objects
 * they would take two hundred.
 */
export function createRangeBuilder(): RangeBuilder {
  const v4 = createColumns();
  const v6 = createColumns();
  const names: string[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (value: string): number => {
    const known = indexes.get(value);
    if (known !== undefined) return known;
    if (names.length >= VALUES_MAX) throw new RangeError('it has more values than any real table');
    indexes.set(value, names.length);
    return names.push(value) - 1;
  };
  return {
    add: (line) => {
      const match = CSV_ROW.exec(line);
      if (match === null) return false;
      const [, start = '', end = '', quoted, plain = ''] = match;
      if (end.length <= IPV4_DIGITS_MAX && Number(end) <= IPV4_MAX) {
        if (Number(start) > Number(end)) return false;
        v4.push(Number(start), Number(end), indexOf(quoted ?? plain));
        return true;
      }
      const [first, last] = [BigInt(start), BigInt(end)];
      if (first > last || last > IPV6_MAX) return false;
      const upper = (address: bigint): number => Number(address >> IPV6_SHIFT);
      v6.push(upper(first), upper(last), indexOf(quoted ?? plain));
      return true;
    },
    build: () => {
      const [table4, table6] = [v4.build(), v6.build()];
      indexes.clear();
      return {
        ranges: table4.rows + table6.rows,
        lookup: (text) => {
          const address = readAddress(text);
          if (address === null) return null;
          const index = (address.bytes.length === 4 ? table4 : table6).find(address.number);
          return index === -1 ? null : (names[index] ?? null);
        },
      };
    },
  };
}

interface Columns {
  readonly push: (start: number, end: number, value: number) => void;
  readonly build: () => { readonly rows: number; readonly find: (address: number) => number };
}

/** Starts, ends and values side by side, growing by doubling. */
function createColumns(): Columns {
  let starts = new Float64Array(START_ROWS);
  let ends = new Float64Array(START_ROWS);
  let values = new Uint32Array(START_ROWS);
  let rows = 0;
  let isSorted = true;
  return {
    push: (start, end, value) => {
      if (rows >= RANGES_MAX) throw new RangeError('it has more ranges than any real table');
      if (rows === starts.length) {
        starts = grown(starts, new Float64Array(rows * 2));
        ends = grown(ends, new Float64Array(rows * 2));
        values = grown(values, new Uint32Array(rows * 2));
      }
      isSorted &&= rows === 0 || (starts[rows - 1] ?? 0) <= start;
      starts[rows] = start;
      ends[rows] = end;
      values[rows] = value;
      rows += 1;
    },
    build: () => {
      const order = isSorted ? null : Uint32Array.from({ length: rows }, (_, at) => at);
      order?.sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0));
      let [first, last, value] = [
        starts.slice(0, rows),
        ends.slice(0, rows),
        values.slice(0, rows),
      ];
      if (order !== null) {
        first = inOrder(order, starts, first);
        last = inOrder(order, ends, last);
        value = inOrder(order, values, value);
      }
      // What has grown is half empty, and would live as long as the table.
      [starts, ends, values] = [new Float64Array(0), new Float64Array(0), new Uint32Array(0)];
      return {
        rows,
        find: (address) => {
          const index = lastBefore(first, address);
          return index !== -1 && address <= (last[index] ?? -1) ? (value[index] ?? -1) : -1;
        },
      };
    },
  };
}

function grown<T extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(from: T, to: T): T {
  to.set(from);
  return to;
}

function inOrder<T extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  order: Uint32Array,
  from: T,
  to: T,
): T {
  for (const [at, index] of order.entries()) to[at] = from[index] ?? 0;
  return to;
}

/** The index of the last range that begins at or before an address, or -1. */
function lastBefore(starts: Float64Array, address: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Number.POSITIVE_INFINITY) > address) high = middle - 1;
    else low = middle + 1;
  }
  return high;
}
