/** What is read of a value: countries are two levels down, and nothing here goes deeper than four. */
export type MmdbValue = string | number | null | { readonly [key: string]: MmdbValue };

const DEPTH_MAX = 4;
/** A record of a country has a handful of values, the metadata about thirty. */
const VALUES_MAX = 200;

const TYPES = {
  pointer: 1,
  text: 2,
  double: 3,
  bytes: 4,
  uint16: 5,
  uint32: 6,
  map: 7,
  int32: 8,
  uint64: 9,
  uint128: 10,
  array: 11,
  boolean: 14,
  float: 15,
} as const;
const NUMBERS: ReadonlySet<number> = new Set([TYPES.uint16, TYPES.uint32, TYPES.uint64]);

/** From where sizes are continued in the bytes that follow, and what they are counted from. */
const SIZE_1_BYTE = 29;
const SIZE_BASES = [29, 285, 65_821] as const;
const POINTER_BASES = [0, 2048, 526_336, 0] as const;

/**
 * Decodes a value of a MaxMind DB (specification 2.0), as far as it is text, a number or a map;
 * everything else is null. A file that goes in circles or claims more than it has is refused
 * before it costs anything.
 *
 * @throws RangeError for what is no value
 */
export function readMmdbValue(data: Buffer, offset: number): MmdbValue {
  let left = VALUES_MAX;
  const sized = (ctrl: number, at: number): { size: number; at: number } => {
    const size = ctrl & 31;
    if (size < SIZE_1_BYTE) return { size, at };
    const bytes = size - SIZE_1_BYTE + 1;
    return { size: (SIZE_BASES[bytes - 1] ?? 0) + data.readUIntBE(at, bytes), at: at + bytes };
  };
  const pointed = (ctrl: number, at: number): { to: number; next: number } => {
    const bytes = ((ctrl >> 3) & 3) + 1;
    const high = bytes === 4 ? 0 : (ctrl & 7) * 256 ** bytes;
    const to = high + data.readUIntBE(at, bytes) + (POINTER_BASES[bytes - 1] ?? 0);
    return { to, next: at + bytes };
  };
  const read = (start: number, depth: number): { value: MmdbValue; next: number } => {
    left -= 1;
    if (left < 0 || depth > DEPTH_MAX) throw new RangeError('its values go on without end');
    const ctrl = data.readUInt8(start);
    let type = ctrl >> 5;
    if (type === TYPES.pointer) {
      const { to, next } = pointed(ctrl, start + 1);
      return { value: read(to, depth + 1).value, next };
    }
    let at = start + 1;
    if (type === 0) {
      type = data.readUInt8(at) + 7;
      at += 1;
    }
    const { size, at: body } = sized(ctrl, at);
    if (type === TYPES.boolean) return { value: null, next: body };
    if (type === TYPES.map || type === TYPES.array) {
      const isMap = type === TYPES.map;
      const entries: [string, MmdbValue][] = [];
      let next = body;
      for (let count = 0; count < size; count += 1) {
        const key = isMap ? read(next, depth + 1) : { value: null, next };
        const item = read(key.next, depth + 1);
        if (typeof key.value === 'string') entries.push([key.value, item.value]);
        ({ next } = item);
      }
      return { value: isMap ? Object.fromEntries(entries) : null, next };
    }
    const next = body + size;
    if (next > data.length) throw new RangeError('a value is longer than the file');
    if (type === TYPES.text) return { value: data.toString('utf8', body, next), next };
    if (NUMBERS.has(type) && size <= 6)
      return { value: size === 0 ? 0 : data.readUIntBE(body, size), next };
    return { value: null, next };
  };
  return read(offset, 0).value;
}
