import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

import { FIELD } from './field-numbers.ts';
import type { AttributeMap, AttributeValue } from './log-record.ts';

const { LengthDelimited, Varint, Bit64 } = WireType;
const f = FIELD.anyValue;

/** Encodes the fields of an `AnyValue`; a whole number is an int, any other a double. */
export function encodeValue(to: BinaryWriter, value: AttributeValue): void {
  if (value === null) return;
  if (typeof value === 'string') to.tag(f.string, LengthDelimited).string(value);
  else if (typeof value === 'boolean') to.tag(f.bool, Varint).bool(value);
  else if (typeof value === 'bigint') to.tag(f.int, Varint).int64(value);
  else if (typeof value === 'number') encodeNumber(to, value);
  else if (value instanceof Uint8Array) to.tag(f.bytes, LengthDelimited).bytes(value);
  else if (isList(value)) encodeList(to, value);
  else {
    to.tag(f.keyValues, LengthDelimited).fork();
    encodeAttributes(to, FIELD.values.values, value);
    to.join();
  }
}

/** Encodes attributes as repeated `KeyValue`s of one field. */
export function encodeAttributes(to: BinaryWriter, field: number, attributes: AttributeMap): void {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'string') {
      encodeTextAttribute(to, field, encodedKey(key), value);
      continue;
    }
    to.tag(field, LengthDelimited).fork();
    to.raw(encodedKey(key));
    to.tag(FIELD.keyValue.value, LengthDelimited).fork();
    encodeValue(to, value);
    to.join().join();
  }
}

/**
 * Most values are texts: with their lengths known beforehand they take half of the time, since
 * nothing is put together and copied.
 */
function encodeTextAttribute(to: BinaryWriter, field: number, key: Uint8Array, text: string): void {
  const textBytes = Buffer.byteLength(text);
  const valueBytes = TAG_BYTES + lengthBytes(textBytes) + textBytes;
  to.tag(field, LengthDelimited);
  to.uint32(key.length + TAG_BYTES + lengthBytes(valueBytes) + valueBytes);
  to.raw(key).tag(FIELD.keyValue.value, LengthDelimited).uint32(valueBytes);
  to.tag(f.string, LengthDelimited).string(text);
}

/** Fields below 16 have tags of one byte. */
const TAG_BYTES = 1;
const VARINT_BITS = 7;

/** How long the varint of a length is. */
function lengthBytes(length: number): number {
  let bytes = 1;
  for (let rest = length >>> VARINT_BITS; rest > 0; rest >>>= VARINT_BITS) bytes += 1;
  return bytes;
}

/** Whether a value is a list; `Array.isArray` does not narrow readonly ones. */
export function isList(value: AttributeValue): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

function encodeNumber(to: BinaryWriter, value: number): void {
  if (Number.isSafeInteger(value)) to.tag(f.int, Varint).int64(value);
  else to.tag(f.double, Bit64).double(value);
}

function encodeList(to: BinaryWriter, values: readonly AttributeValue[]): void {
  to.tag(f.array, LengthDelimited).fork();
  for (const value of values) {
    to.tag(FIELD.values.values, LengthDelimited).fork();
    encodeValue(to, value);
    to.join();
  }
  to.join();
}

/** Names are few and repeat in every record; encoding them anew was half of the cost. */
const encodedKeys = new Map<string, Uint8Array>();
const ENCODED_KEYS_MAX = 256;

function encodedKey(key: string): Uint8Array {
  const known = encodedKeys.get(key);
  if (known !== undefined) return known;
  const bytes = new BinaryWriter().tag(FIELD.keyValue.key, LengthDelimited).string(key).finish();
  if (encodedKeys.size < ENCODED_KEYS_MAX) encodedKeys.set(key, bytes);
  return bytes;
}
