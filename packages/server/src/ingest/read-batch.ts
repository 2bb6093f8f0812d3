import { createHash } from 'node:crypto';

import { type LogsResponse, VedetteError } from '@vedette/core';

import { type BodyPart, decodeBody, type DecodedBody } from './decode-body.ts';
import { type BatchRecord, decodeJournalBatch, rememberDecoded } from './decode-journal-batch.ts';
import type { DecodedBatch, Refusal } from './decoded-batch.ts';
import { bodyFormat } from './body-format.ts';
import { decompress } from './decompress.ts';
import { encodePart } from './encode-part.ts';
import { INGEST_LIMITS, type IngestLimits } from './ingest-limits.ts';
import { partialSuccess } from './partial-success.ts';

/** A request to take events, as it came. */
export interface BatchInput {
  readonly org: string;
  readonly receivedMs: number;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  /** Of the header `vedette-batch-id`; an id within the body goes first. */
  readonly batchId?: string | undefined;
  /** As it was sent. */
  readonly body: Uint8Array;
  readonly limits?: IngestLimits;
}

/** A batch to be appended to the journal, with what is in it, so that it is decoded once. */
export interface AcceptedBatch {
  readonly record: BatchRecord;
  /** What `decodeJournalBatch` gives for the record. */
  readonly decoded: DecodedBatch;
}

/** What a request holds; `response` is to be sent once every batch is in the journal. */
export type ReadBatch =
  | {
      readonly ok: true;
      /** One, but for a Collector that joins the batches of several sensors; none where empty. */
      readonly batches: readonly AcceptedBatch[];
      /** Events. */
      readonly accepted: number;
      /** Records. */
      readonly rejected: number;
      /** Which, and why; the first hundred. */
      readonly refusals: readonly Refusal[];
      /** Events whose texts were longer than is kept (`EVENT_BOUNDS`). */
      readonly cut: number;
      /** Events whose clock was so far off that the time of receipt took its place. */
      readonly clockOff: number;
      readonly response: LogsResponse;
    }
  | {
      readonly ok: false;
      /** `request-invalid`, `body-too-large` or `media-type-refused`. */
      readonly error: VedetteError;
    };

const BATCH_ID_CHARS_MAX = 128;

/**
 * Reads the body of any of the paths that take events: OTLP as protobuf or JSON, or a bare list.
 * Never throws, whatever the bytes.
 */
export async function readBatch(input: BatchInput): Promise<ReadBatch> {
  const { limits = INGEST_LIMITS, receivedMs } = input;
  const plain = await decompress(input.body, {
    encoding: input.contentEncoding,
    bytesMax: limits.bodyBytesMax,
  });
  if (!plain.ok) return plain;
  const format = bodyFormat(input.contentType, plain.value);
  if (!format.ok) return format;
  const kept = { format: format.value, body: plain.value, receivedMs };
  const decoded = decodeBody(kept);
  if (!decoded.ok) {
    return { ok: false, error: new VedetteError('request-invalid', { problem: decoded.problem }) };
  }
  const { parts, rejected, refusals, cut, clockOff } = decoded.value;
  const batches = batchesOf(input, kept, parts);
  for (const batch of batches) rememberDecoded(batch.record, batch.decoded);
  const accepted = batches.reduce((sum, { decoded: { events } }) => sum + events.length, 0);
  const response = partialSuccess(rejected, refusals);
  return { ok: true, batches, accepted, rejected, refusals, cut, clockOff, response };
}

function batchesOf(
  { org, receivedMs, batchId }: BatchInput,
  { format, body }: Pick<BatchRecord, 'format' | 'body'>,
  parts: DecodedBody['parts'],
): AcceptedBatch[] {
  const common = { kind: 'batch', org, receivedMs } as const;
  const [only] = parts;
  if (only !== undefined && parts.length === 1) {
    const id = idOf(only.id ?? batchId, body);
    const { events, coverage } = only;
    return [{ record: { ...common, batchId: id, format, body }, decoded: { events, coverage } }];
  }
  return parts.map((part: BodyPart) => {
    const own = encodePart(part);
    const id = idOf(part.id, own);
    const record = { ...common, batchId: id, format: 'otlp-protobuf', body: own } as const;
    return { record, decoded: decodeJournalBatch(record) };
  });
}

/** The sender's, or a digest of what it sent, so that a repeat has the same. */
function idOf(id: string | undefined, body: Uint8Array): string {
  if (id === undefined || id === '') return digest(body);
  return id.length > BATCH_ID_CHARS_MAX || !id.isWellFormed() ? digest(Buffer.from(id)) : id;
}

function digest(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
