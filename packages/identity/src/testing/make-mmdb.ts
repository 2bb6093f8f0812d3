/** A node's two records: a node (number), a country (two letters), or nothing. */
export type Record = number | string | null;

const SEPARATOR = Buffer.alloc(16);
const MARK = Buffer.from('\u00ab\u00cd\u00efMaxMind.com', 'latin1');

/** A MaxMind DB of the given tree, for tests: records of 24 bits, made in the second given. */
export function makeMmdb(
  tree: readonly (readonly [Record, Record])[],
  { version = 6, epochSecs = 1_780_000_000 }: { version?: 4 | 6; epochSecs?: number } = {},
): Buffer {
  const offsets = new Map<string, number>();
  let data: Buffer = Buffer.alloc(0);
  for (const record of tree.flat()) {
    if (typeof record !== 'string' || offsets.has(record)) continue;
    offsets.set(record, data.length);
    data = Buffer.concat([data, map([['country_code', text(record)]])]);
  }
  const nodes = tree.length;
  const nodeBytes = tree.flat().map((record) => {
    const bytes = Buffer.alloc(3);
    const value =
      record === null
        ? nodes
        : typeof record === 'number'
          ? record
          : nodes + SEPARATOR.length + (offsets.get(record) ?? 0);
    bytes.writeUIntBE(value, 0, 3);
    return bytes;
  });
  const metadata = map([
    ['node_count', uint(nodes)],
    ['record_size', uint(24)],
    ['ip_version', uint(version)],
    ['build_epoch', uint(epochSecs)],
  ]);
  return Buffer.concat([...nodeBytes, SEPARATOR, data, MARK, metadata]);
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([(2 << 5) | value.length]), Buffer.from(value)]);
}

function uint(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return Buffer.concat([Buffer.from([(6 << 5) | 4]), bytes]);
}

function map(entries: readonly (readonly [string, Buffer])[]): Buffer {
  const head = Buffer.from([(7 << 5) | entries.length]);
  return Buffer.concat([head, ...entries.flatMap(([key, value]) => [text(key), value])]);
}
