import type { FrameLimitName, FrameLimits } from './frame-limits.ts';
import type { Violation } from './violations.ts';
import { shownSent } from './violations.ts';

/** A payload's type and unescaped fields. */
export interface Payload {
  readonly type: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** A bound reached inside a payload. */
export interface LimitReached {
  readonly limit: FrameLimitName;
}

const TYPE = /^[a-z]{1,16}$/;
const FIELD_NAME = /^[a-z][a-z0-9_]{0,31}$/;
const ESCAPED_VALUE = /^(?:[A-Za-z0-9_.:/,@+-]|%[0-9A-F]{2})*$/;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads a payload: a type, then ` name=value` fields, each name once. */
export function parsePayload(
  payload: string,
  limits: Pick<FrameLimits, 'recordFieldsMax' | 'valueBytesMax'>,
): Payload | Violation | LimitReached {
  const [type = '', ...words] = payload.split(' ', limits.recordFieldsMax + 2);
  if (!TYPE.test(type)) return { code: 'payload', detail: `not a type: ${shownSent(type)}` };
  if (words.length > limits.recordFieldsMax) return { limit: 'fields' };
  const fields = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf('=');
    const name = word.slice(0, Math.max(at, 0));
    const value = word.slice(at + 1);
    if (!FIELD_NAME.test(name) || !ESCAPED_VALUE.test(value)) {
      return { code: 'payload', detail: `not a field: ${shownSent(word)}` };
    }
    if (fields.has(name)) return { code: 'payload', detail: `field twice: ${shownSent(name)}` };
    const text = unescape(value, limits.valueBytesMax);
    if (text === undefined) return { limit: 'value' };
    fields.set(name, text);
  }
  return { type, fields };
}

/** The text of an escaped value; undefined if it is longer than `bytesMax`. */
function unescape(value: string, bytesMax: number): string | undefined {
  if (!value.includes('%')) return value.length > bytesMax ? undefined : value;
  const bytes = Buffer.allocUnsafe(value.length);
  let length = 0;
  for (let at = 0; at < value.length; at += 1) {
    const escaped = value[at] === '%';
    bytes[length] = escaped
      ? Number.parseInt(value.slice(at + 1, at + 3), 16)
      : value.charCodeAt(at);
    length += 1;
    if (escaped) at += 2;
  }
  return length > bytesMax ? undefined : utf8.decode(bytes.subarray(0, length));
}
