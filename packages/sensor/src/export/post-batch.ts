import {
  BATCH,
  type Decoded,
  decodeLogsResponse,
  decodeStatusMessage,
  type LogsResponse,
  logsResponseFromJson,
} from '@vedette/core';

import { CONTENT_TYPES, type Encoding } from './request-body.ts';
import { parseRetryAfter } from './retry-after.ts';

/** What became of one attempt. */
export type PostOutcome =
  | { readonly kind: 'taken'; readonly rejected: number; readonly message: string }
  /** It may go better later. */
  | { readonly kind: 'later'; readonly why: string; readonly retryAfterMs?: number }
  /** It never will. */
  | { readonly kind: 'refused'; readonly status: number; readonly why: string };

/** One attempt to deliver a batch. */
export interface PostRequest {
  readonly url: string;
  readonly token?: string;
  readonly encoding: Encoding;
  readonly batchId: string;
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
}

/** As the OTLP specification names them; any other 4xx or 5xx must not be sent again. */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** Longer answers are not read on: a receiver has little to say. */
const RESPONSE_BYTES_MAX = 64 * 1024;
const WHY_MAX = 200;

/** Posts a batch once. Never throws: that a network fails is expected. */
export async function postBatch(request: PostRequest): Promise<PostOutcome> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(request.timeoutMs)]);
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: {
        'content-type': CONTENT_TYPES[request.encoding],
        'content-encoding': 'gzip',
        [BATCH.idHeader]: request.batchId,
        ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
      },
      body: new Uint8Array(request.body),
      // The token is for this address, not for one that an answer names.
      redirect: 'manual',
      signal,
    });
    const answer = await readBounded(response);
    return outcomeOf(response, answer, request.nowMs());
  } catch (error) {
    return { kind: 'later', why: reasonOf(error) };
  }
}

function outcomeOf(response: Response, answer: Uint8Array, nowMs: number): PostOutcome {
  const { status, headers } = response;
  const json = headers.get('content-type')?.startsWith(CONTENT_TYPES.json) === true;
  if (response.ok) {
    // A receiver that took it and answers something else is not asked again.
    const read = readAnswer(answer, json);
    const taken = read.ok ? read.value : { rejectedLogRecords: 0, errorMessage: '' };
    return { kind: 'taken', rejected: taken.rejectedLogRecords, message: cut(taken.errorMessage) };
  }
  const why = `HTTP ${status}${messageOf(answer, json)}`;
  if (!RETRYABLE.has(status)) return { kind: 'refused', status, why };
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), nowMs);
  return { kind: 'later', why, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function readAnswer(answer: Uint8Array, json: boolean): Decoded<LogsResponse> {
  if (!json) return decodeLogsResponse(answer);
  return answer.length === 0 ? decodeLogsResponse(answer) : logsResponseFromJson(textOf(answer));
}

/** The message of a `google.rpc.Status`, if it is one. */
function messageOf(answer: Uint8Array, json: boolean): string {
  const status = decodeStatusMessage(answer);
  const text = json || !status.ok ? textOf(answer) : status.value;
  return text === '' ? '' : `: ${cut(text)}`;
}

async function readBounded(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    const part: unknown = chunk;
    if (!(part instanceof Uint8Array)) continue;
    chunks.push(part);
    bytes += part.length;
    if (bytes > RESPONSE_BYTES_MAX) break;
  }
  return Buffer.concat(chunks);
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const message = cause instanceof Error ? cause.message : error.message;
  return cut(message === '' ? code : message);
}

function textOf(answer: Uint8Array): string {
  return Buffer.from(answer).toString('utf8');
}

function cut(text: string): string {
  return text.slice(0, WHY_MAX);
}
