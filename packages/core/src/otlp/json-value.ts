import { decodingDepth, newAttributes, narrow, type OpenAttributes } from './decode-value.ts';
import { isList } from './encode-value.ts';
import type { AttributeMap, AttributeValue } from './log-record.ts';
import { MalformedError } from './read-fields.ts';

/** An `AnyValue` as OTLP/JSON writes it: 64-bit integers as strings, bytes in base64. */
export function valueToJson(value: AttributeValue): object {
  if (value === null) return {};
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'bigint') return { intValue: String(value) };
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return { intValue: String(value) };
    // JSON has no such numbers; the protobuf mapping writes them as words.
    return { doubleValue: Number.isFinite(value) ? value : String(value) };
  }
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (isList(value)) return { arrayValue: { values: value.map(valueToJson) } };
  return { kvlistValue: { values: attributesToJson(value) } };
}

/** Attributes as OTLP/JSON writes them. */
export function attributesToJson(attributes: AttributeMap): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: valueToJson(value) }));
}

/** Reads the attributes of a stranger's JSON. */
export function attributesFromJson(json: unknown, depth = 0): OpenAttributes {
  const attributes = newAttributes();
  for (const item of listOf(json)) {
    // The protobuf mapping leaves an empty name out.
    const { key = '', value } = objectOf(item);
    if (typeof key !== 'string') throw new MalformedError('an attribute has no key');
    attributes[key] = valueFromJson(value, depth);
  }
  return attributes;
}

/** Reads one `AnyValue` of a stranger's JSON; integers may be strings or numbers. */
export function valueFromJson(json: unknown, depth = 0): AttributeValue {
  decodingDepth(depth);
  const value = objectOf(json);
  if (typeof value['stringValue'] === 'string') return value['stringValue'];
  if (typeof value['boolValue'] === 'boolean') return value['boolValue'];
  if (!isAbsent(value['intValue'])) return narrow(integerFromJson(value['intValue']));
  if (!isAbsent(value['doubleValue'])) return Number(value['doubleValue']);
  if (typeof value['bytesValue'] === 'string') {
    return Uint8Array.from(Buffer.from(value['bytesValue'], 'base64'));
  }
  if (!isAbsent(value['arrayValue'])) {
    return listOf(objectOf(value['arrayValue'])['values']).map((item) =>
      valueFromJson(item, depth + 1),
    );
  }
  if (!isAbsent(value['kvlistValue'])) {
    return attributesFromJson(objectOf(value['kvlistValue'])['values'], depth + 1);
  }
  return null;
}

/** A 64-bit integer: a decimal string, or a number from a sender that knows no better. */
export function integerFromJson(json: unknown): bigint {
  if (typeof json === 'number' && Number.isInteger(json)) return BigInt(json);
  if (typeof json === 'string' && /^-?\d{1,20}$/.test(json)) return BigInt(json);
  throw new MalformedError('an integer is none');
}

/** An object, or an empty one where the field is left out or null. */
export function objectOf(json: unknown): Readonly<Record<string, unknown>> {
  if (isAbsent(json)) return {};
  if (!isObject(json)) throw new MalformedError('not an object');
  return json;
}

/** A list, or an empty one where the field is left out or null. */
export function listOf(json: unknown): readonly unknown[] {
  if (isAbsent(json)) return [];
  if (!Array.isArray(json)) throw new MalformedError('not a list');
  return json;
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function isAbsent(json: unknown): json is null | undefined {
  return json === undefined || json === null;
}
