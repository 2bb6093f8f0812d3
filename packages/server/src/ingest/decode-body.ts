import {
  type Decoded,
  decodeLogsRequest,
  executionBatches,
  type ExecutionBatch,
  type LogsRequest,
  logsRequestFromJson,
  OTLP_LIMITS,
} from '@vedette/core';

import type { BatchFormat } from '../journal/journal.ts';
import { boundEvent, type BoundTally } from './bound-event.ts';
import type { DecodedBatch, Refusal } from './decoded-batch.ts';
import { EVENT_BOUNDS } from './event-bounds.ts';
import { parseJson, structureProblem } from './parse-json.ts';
import { eventOfItem } from './published-event.ts';

/** A batch within a body; a Collector may put those of several sensors into one. */
export interface BodyPart extends DecodedBatch {
  /** Its sensor's own; absent from senders that give none. */
  readonly id?: string;
}

/** All that a body holds. */
export interface DecodedBody extends Readonly<BoundTally> {
  /** Those that hold something. */
  readonly parts: readonly BodyPart[];
  readonly rejected: number;
  /** In their order, and bounded. */
  readonly refusals: readonly Refusal[];
}

const REFUSALS_MAX = 100;
/** A Collector sends 8,192 records at a time by default; each batch is an entry and an id to keep. */
const PARTS_MAX = 10_000;
const REASON_CHARS_MAX = 200;

/** A body as it is kept in the journal. */
export interface Body {
  readonly format: BatchFormat;
  readonly body: Uint8Array;
  readonly receivedMs: number;
}

/** Reads a decompressed body. Never throws; the same bytes always give the same. */
export function decodeBody({ format, body, receivedMs }: Body): Decoded<DecodedBody> {
  if (format === 'events-json') return decodeItems(body, receivedMs);
  const request = format === 'otlp-protobuf' ? decodeLogsRequest(body) : requestOfJson(body);
  if (!request.ok) return request;
  const tally: BoundTally = { cut: 0, clockOff: 0, foreignChars: 0 };
  const batches = executionBatches(request.value, (event) => boundEvent(event, receivedMs, tally));
  const parts = batches.filter(hasContent).map(partOf);
  if (parts.length > PARTS_MAX) return { ok: false, problem: 'too many batches in one request' };
  return {
    ok: true,
    value: {
      ...tally,
      parts,
      rejected: batches.reduce((sum, { rejected }) => sum + rejected, 0),
      refusals: batches
        .flatMap(({ refused }) => refused)
        .toSorted((a, b) => a.index - b.index)
        .slice(0, REFUSALS_MAX)
        .map(({ index, problem }) => refusal(index, problem)),
    },
  };
}

function requestOfJson(body: Uint8Array): Decoded<LogsRequest> {
  const problem = structureProblem(body);
  if (problem !== undefined) return { ok: false, problem };
  const request = logsRequestFromJson(Buffer.from(body).toString());
  // An object that is something else would be an empty request, and its sender would never know.
  if (!request.ok || request.value.resourceLogs.length > 0) return request;
  const json = parseJson(body);
  if (!json.ok || isEmpty(json.value)) return request;
  return { ok: false, problem: 'neither an OTLP request with resourceLogs nor a list of events' };
}

function isEmpty(json: unknown): boolean {
  return (
    typeof json === 'object' &&
    json !== null &&
    (Object.keys(json).length === 0 || 'resourceLogs' in json)
  );
}

function decodeItems(body: Uint8Array, receivedMs: number): Decoded<DecodedBody> {
  const json = parseJson(body);
  if (!json.ok) return json;
  if (!Array.isArray(json.value)) return { ok: false, problem: 'not a list of events' };
  const items: readonly unknown[] = json.value;
  if (items.length > OTLP_LIMITS.recordsMax) return { ok: false, problem: 'too many records' };
  const tally: BoundTally = { cut: 0, clockOff: 0, foreignChars: 0 };
  const events: DecodedBatch['events'][number][] = [];
  const refusals: Refusal[] = [];
  let rejected = 0;
  for (const [index, item] of items.entries()) {
    const event = eventOfItem(item);
    const kept = event.ok ? boundEvent(event.value, receivedMs, tally) : event;
    if (kept.ok) events.push(kept.value);
    else {
      rejected += 1;
      if (refusals.length < REFUSALS_MAX) refusals.push(refusal(index, kept.problem));
    }
  }
  const parts = events.length === 0 ? [] : [{ events, coverage: null }];
  return { ok: true, value: { ...tally, parts, rejected, refusals } };
}

function hasContent({ events, coverage }: ExecutionBatch): boolean {
  return events.length > 0 || coverage !== undefined;
}

function partOf({ id, events, coverage, coverageHost }: ExecutionBatch): BodyPart {
  const host = (coverageHost ?? events[0]?.host ?? '').slice(0, EVENT_BOUNDS.nameCharsMax);
  return {
    ...(id === undefined ? {} : { id }),
    events,
    coverage: coverage === undefined ? null : { host: host.toWellFormed(), coverage },
  };
}

function refusal(index: number, problem: string): Refusal {
  return { index, reason: problem.slice(0, REASON_CHARS_MAX).toWellFormed() };
}
