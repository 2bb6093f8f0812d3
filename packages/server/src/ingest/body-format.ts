import { VedetteError } from '@vedette/core';

import type { BatchFormat } from '../journal/journal.ts';
import type { Outcome } from './decompress.ts';

const PROTOBUF: ReadonlySet<string> = new Set(['application/x-protobuf', 'application/protobuf']);
const JSON_TYPE = 'application/json';
const READABLE = `${JSON_TYPE}, application/x-protobuf`;
const LIST = '['.charCodeAt(0);
const OBJECT = '{'.charCodeAt(0);
const SPACE: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n'));
/** More white space than that is no JSON that anybody writes. */
const SPACE_MAX = 1_024;

/**
 * What a body is: by its type and, for JSON, by its shape, so that every path takes every form; a
 * sender that names no type is told by its first byte.
 */
export function bodyFormat(
  contentType: string | undefined,
  body: Uint8Array,
): Outcome<BatchFormat> {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (PROTOBUF.has(type)) return { ok: true, value: 'otlp-protobuf' };
  if (type === JSON_TYPE || type.endsWith('+json')) {
    return { ok: true, value: firstByte(body) === LIST ? 'events-json' : 'otlp-json' };
  }
  if (type !== '') {
    const error = new VedetteError('media-type-refused', { type, readable: READABLE });
    return { ok: false, error };
  }
  // A protobuf request begins with 0x0a, which is white space of JSON.
  if (body[0] === LIST) return { ok: true, value: 'events-json' };
  return { ok: true, value: body[0] === OBJECT ? 'otlp-json' : 'otlp-protobuf' };
}

function firstByte(body: Uint8Array): number | undefined {
  return body.subarray(0, SPACE_MAX).find((byte) => !SPACE.has(byte));
}
