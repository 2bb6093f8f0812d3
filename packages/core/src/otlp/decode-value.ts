import { type BinaryReader, WireType } from '@bufbuild/protobuf/wire';

import { attributeName } from './attribute-names.ts';
import { FIELD } from './field-numbers.ts';
import { type AttributeMap, type AttributeValue, OTLP_LIMITS } from './log-record.ts';
import { MalformedError, readFields } from './read-fields.ts';

const f = FIELD.anyValue;

/** Counts what one request has held so far. */
export interface Tally {
  /** Resources and scopes. */
  groups: number;
  records: number;
  attributes: number;
}

/** Attributes being read: without a prototype, for their names come from strangers. */
export type OpenAttributes = Record<string, AttributeValue>;

export function newAttributes(): OpenAttributes {
  return { __proto__: null };
}

/** Reads one `KeyValue` into `attributes`. */
export function decodeAttribute(
  from: BinaryReader,
  attributes: OpenAttributes,
  tally: Tally,
  depth = 0,
): void {
  tally.attributes += 1;
  if (tally.attributes > OTLP_LIMITS.attributesMax) throw new MalformedError('too many attributes');
  let key = '';
  let value: AttributeValue = null;
  readFields(from, (field, wire) => {
    if (wire !== WireType.LengthDelimited) return false;
    if (field === FIELD.keyValue.key) key = attributeName(from.bytes());
    else if (field === FIELD.keyValue.value) value = decodeValue(from, tally, depth);
    else return false;
    return true;
  });
  attributes[key] = value;
}

/** Reads one `AnyValue`; the last of its alternatives holds, as in every protobuf reader. */
export function decodeValue(from: BinaryReader, tally: Tally, depth = 0): AttributeValue {
  decodingDepth(depth);
  let value: AttributeValue = null;
  readFields(from, (field, wire) => {
    if (field === f.string && wire === WireType.LengthDelimited) value = from.string();
    else if (field === f.bool && wire === WireType.Varint) value = from.bool();
    else if (field === f.int && wire === WireType.Varint) value = narrow(BigInt(from.int64()));
    else if (field === f.double && wire === WireType.Bit64) value = from.double();
    else if (field === f.array && wire === WireType.LengthDelimited) {
      value = decodeList(from, tally, depth + 1);
    } else if (field === f.keyValues && wire === WireType.LengthDelimited) {
      value = decodeMap(from, tally, depth + 1);
    } else if (field === f.bytes && wire === WireType.LengthDelimited) {
      value = Uint8Array.from(from.bytes());
    } else return false;
    return true;
  });
  return value;
}

/** Stops at values that nest too deeply: they would end in the end of the stack. */
export function decodingDepth(depth: number): void {
  if (depth > OTLP_LIMITS.depthMax) throw new MalformedError('values nest too deeply');
}

/** A whole number is a `number` wherever that is exact. */
export function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function decodeList(from: BinaryReader, tally: Tally, depth: number): AttributeValue[] {
  const values: AttributeValue[] = [];
  readFields(from, (field, wire) => {
    if (field !== FIELD.values.values || wire !== WireType.LengthDelimited) return false;
    tally.attributes += 1;
    if (tally.attributes > OTLP_LIMITS.attributesMax) throw new MalformedError('too many values');
    values.push(decodeValue(from, tally, depth));
    return true;
  });
  return values;
}

function decodeMap(from: BinaryReader, tally: Tally, depth: number): AttributeMap {
  const map = newAttributes();
  readFields(from, (field, wire) => {
    if (field !== FIELD.values.values || wire !== WireType.LengthDelimited) return false;
    decodeAttribute(from, map, tally, depth);
    return true;
  });
  return map;
}
