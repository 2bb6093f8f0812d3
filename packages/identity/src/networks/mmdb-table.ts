import { z } from 'zod';

import type { IpRangeTable } from '../signals/ip-range-table.ts';
import { readMmdbValue } from './mmdb-value.ts';
import { readAddress } from './read-address.ts';

const METADATA_MARK = Buffer.from('\u00ab\u00cd\u00efMaxMind.com', 'latin1');
/** The specification lets metadata be so long. */
const METADATA_BYTES_MAX = 128 * 1024;
const SEPARATOR_BYTES = 16;
const IPV4_DEPTH = 96;

const Metadata = z.object({
  node_count: z.number().int().min(1),
  record_size: z.union([z.literal(24), z.literal(28), z.literal(32)]),
  ip_version: z.union([z.literal(4), z.literal(6)]),
  build_epoch: z.number().int().positive().optional(),
});

const COUNTRY = /^[A-Z]{2}$/;
const Country = z.union([
  z.object({ country_code: z.string() }),
  z.object({ country: z.object({ iso_code: z.string() }) }),
]);

/** A table of countries, and when its file says that it was made. */
export interface MmdbTable extends IpRangeTable {
  readonly builtMs: number | null;
}

/**
 * Countries by address out of a MaxMind DB: a walk of at most 128 steps. The codes are remembered
 * by where they are in the file, of which there are a few hundred.
 *
 * @throws Error, in words for an operator, for what is no such file
 */
export function createMmdbTable(file: Buffer): MmdbTable {
  const { node_count: nodes, record_size: bits, ...metadata } = readMetadata(file);
  const nodeBytes = bits / 4;
  const treeBytes = nodes * nodeBytes;
  if (treeBytes + SEPARATOR_BYTES >= file.length) throw new Error('it is cut short');
  const data = file.subarray(treeBytes + SEPARATOR_BYTES);
  const codes = new Map<number, string | null>();
  const child = (node: number, bit: number): number => recordAt(file, node * nodeBytes, bits, bit);
  const startOfV4 = ((): number => {
    let node = 0;
    if (metadata.ip_version === 6)
      for (let depth = 0; depth < IPV4_DEPTH && node < nodes; depth += 1) node = child(node, 0);
    return node;
  })();
  const codeAt = (record: number): string | null => {
    const known = codes.get(record);
    if (known !== undefined) return known;
    const code = readCountry(data, record - nodes - SEPARATOR_BYTES);
    if (codes.size < CODES_MAX) codes.set(record, code);
    return code;
  };
  return {
    ranges: nodes,
    builtMs: metadata.build_epoch === undefined ? null : metadata.build_epoch * 1000,
    lookup: (text) => {
      const bytes = readAddress(text)?.bytes;
      if (bytes === undefined) return null;
      if (bytes.length === 16 && metadata.ip_version === 4) return null;
      let node = bytes.length === 4 ? startOfV4 : 0;
      for (const byte of bytes) {
        for (let bit = 7; bit >= 0 && node < nodes; bit -= 1) node = child(node, (byte >> bit) & 1);
        if (node >= nodes) break;
      }
      return node > nodes ? codeAt(node) : null;
    },
  };
}

/** Countries, and a few more for what is no country. */
const CODES_MAX = 4096;

function readMetadata(file: Buffer): z.infer<typeof Metadata> {
  const tail = file.subarray(Math.max(0, file.length - METADATA_BYTES_MAX));
  const mark = tail.lastIndexOf(METADATA_MARK);
  if (mark === -1) throw new Error('it is no MaxMind DB');
  const read = Metadata.safeParse(readMmdbValue(tail, mark + METADATA_MARK.length));
  if (!read.success) throw new Error('its metadata are damaged');
  return read.data;
}

/** A damaged record is missing evidence about one place, not a reason to give up the others. */
function readCountry(data: Buffer, offset: number): string | null {
  try {
    const read = Country.safeParse(readMmdbValue(data, offset));
    if (!read.success) return null;
    const code = 'country' in read.data ? read.data.country.iso_code : read.data.country_code;
    return COUNTRY.test(code) ? code : null;
  } catch {
    return null;
  }
}

/** One of the two records of a node of 24, 28 or 32 bits each. */
function recordAt(file: Buffer, at: number, bits: 24 | 28 | 32, bit: number): number {
  if (bits === 24) return file.readUIntBE(at + bit * 3, 3);
  if (bits === 32) return file.readUInt32BE(at + bit * 4);
  const middle = file.readUInt8(at + 3);
  const high = bit === 0 ? middle >> 4 : middle & 15;
  return high * 0x1_00_00_00 + file.readUIntBE(at + bit * 4, 3);
}
