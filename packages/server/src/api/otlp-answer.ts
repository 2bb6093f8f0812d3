import { encodeLogsResponse, type LogsResponse, logsResponseToJson } from '@vedette/core';

/** The two encodings of OTLP over HTTP; an answer has the encoding of its request. */
export const OTLP_TYPES = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
} as const;
export type OtlpType = (typeof OTLP_TYPES)[keyof typeof OTLP_TYPES];

const PROTOBUF = /^\s*application\/(?:x-)?protobuf\s*(?:;|$)/i;
/** `google.rpc.Code`, by the HTTP status that it goes with. */
const RPC_CODES: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  408: 4,
  413: 3,
  415: 3,
  421: 9,
  429: 8,
  503: 14,
};
const RPC_INTERNAL = 13;
/** One byte of varint holds a tag or a code; the length of a message takes up to two. */
const STATUS_CODE_TAG = 0x08;
const STATUS_MESSAGE_TAG = 0x12;
const LENGTH_LOW_BITS = 0x7f;
const LENGTH_MORE = 0x80;
const LENGTH_HIGH_SHIFT = 7;
const MESSAGE_BYTES_MAX = 1_000;

/** The encoding of a request by its `Content-Type`; JSON for whatever is neither. */
export function otlpTypeOf(contentType: string | undefined): OtlpType {
  return PROTOBUF.test(contentType ?? '') ? OTLP_TYPES.protobuf : OTLP_TYPES.json;
}

/** `ExportLogsServiceResponse`. */
export function encodeTaken(type: OtlpType, response: LogsResponse): Buffer {
  return type === OTLP_TYPES.json
    ? Buffer.from(logsResponseToJson(response))
    : Buffer.from(encodeLogsResponse(response));
}

/** `google.rpc.Status`, as the OTLP specification asks for in every answer of 4xx and 5xx. */
export function encodeStatus(type: OtlpType, httpStatus: number, message: string): Buffer {
  const code = RPC_CODES[httpStatus] ?? RPC_INTERNAL;
  if (type === OTLP_TYPES.json) return Buffer.from(JSON.stringify({ code, message }));
  const text = cutBytes(message);
  const low = text.length & LENGTH_LOW_BITS;
  const high = text.length >> LENGTH_HIGH_SHIFT;
  const length = high === 0 ? [low] : [low | LENGTH_MORE, high];
  return Buffer.concat([Buffer.from([STATUS_CODE_TAG, code, STATUS_MESSAGE_TAG, ...length]), text]);
}

/** Cut between characters, so that what is left is still UTF-8. */
function cutBytes(message: string): Buffer {
  const bytes = Buffer.from(message);
  if (bytes.length <= MESSAGE_BYTES_MAX) return bytes;
  return Buffer.from(
    bytes
      .subarray(0, MESSAGE_BYTES_MAX)
      .toString('utf8')
      .replace(/\ufffd$/, ''),
  );
}
