import type { ByteWriter } from './byte-writer.ts';
import { FIELD } from './field-numbers.ts';
import type { AttributeMap, AttributeValue } from './log-record.ts';

const f = FIELD.anyValue;

/** Encodes the fields of an `AnyValue`; a whole number is an int, any other a double. */
export function encodeValue(to: ByteWriter, value: AttributeValue): void {
  if (value === null) return;
  if (typeof value === 'string') to.text(f.string, value);
  else if (typeof value === 'number') encodeNumber(to, value);
  else if (typeof value === 'boolean') to.integer(f.bool, value ? 1 : 0);
  else if (typeof value === 'bigint') to.integer(f.int, value);
  else if (value instanceof Uint8Array) to.bytes(f.bytes, value);
  else if (isList(value)) encodeList(to, value);
  else {
    const start = to.begin(f.keyValues);
    encodeAttributes(to, FIELD.values.values, value);
    to.end(start);
  }
}

/** Encodes attributes as repeated `KeyValue`s of one field. */
export function encodeAttributes(to: ByteWriter, field: number, attributes: AttributeMap): void {
  for (const key of Object.keys(attributes)) {
    const start = to.begin(field);
    to.text(FIELD.keyValue.key, key);
    const valueStart = to.begin(FIELD.keyValue.value);
    encodeValue(to, attributes[key] ?? null);
    to.end(valueStart);
    to.end(start);
  }
}

/** Whether a value is a list; `Array.isArray` does not narrow readonly ones. */
export function isList(value: AttributeValue): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

function encodeNumber(to: ByteWriter, value: number): void {
  if (Number.isSafeInteger(value)) to.integer(f.int, value);
  else to.double(f.double, value);
}

function encodeList(to: ByteWriter, values: readonly AttributeValue[]): void {
  const start = to.begin(f.array);
  for (const value of values) {
    const valueStart = to.begin(FIELD.values.values);
    encodeValue(to, value);
    to.end(valueStart);
  }
  to.end(start);
}
