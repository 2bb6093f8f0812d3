import { type LogsResponse, VedetteError } from '@vedette/core';

import { type AcceptedBatch, readBatch } from '../ingest/read-batch.ts';
import type { ServerMetrics } from './metrics.ts';

/** A request to take events, as it came. */
export interface BatchRequest {
  readonly org: string;
  /** Which of the two bodies the path is for. */
  readonly form: 'otlp' | 'events';
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  /** Of the header; a batch's own id goes first. */
  readonly batchId: string | undefined;
  /** Bounded, and still compressed. */
  readonly body: Uint8Array;
}

/**
 * Takes a batch: when it resolves, what was taken is on the disk, and the answer says what was
 * not taken. Throws a VedetteError where nothing of it was.
 */
export type AcceptBatch = (request: BatchRequest) => Promise<LogsResponse>;

/** What taking a batch stands on. */
export interface AcceptParts {
  /** Whether a batch was taken before: a repeat changes nothing. */
  readonly isKnown: (org: string, batchId: string) => boolean;
  /** Resolves when it is on the disk. */
  readonly keep: (batch: AcceptedBatch) => Promise<void>;
  /** Why nothing more can be taken for now; null where it can. */
  readonly pressure: () => string | null;
  readonly metrics: Pick<
    ServerMetrics,
    | 'acceptedBatches'
    | 'acceptedBytes'
    | 'acceptedEvents'
    | 'rejectedRecords'
    | 'repeatedBatches'
    | 'postponedBatches'
  >;
  /** Unix time in ms. */
  readonly nowMs: () => number;
}

/** Scoring catches up with thousands of events in that time. */
const PRESSURE_RETRY_SECS = 5;

/** The way of a batch from its bytes to the disk. */
export function createAcceptBatch(parts: AcceptParts): AcceptBatch {
  const { isKnown, keep, pressure, metrics, nowMs } = parts;
  return async ({ form, ...input }) => {
    const problem = pressure();
    if (problem !== null) {
      metrics.postponedBatches.inc({ reason: 'lag' });
      throw new VedetteError('server-busy', { problem, retryAfterSecs: PRESSURE_RETRY_SECS });
    }
    const read = await readBatch({ ...input, receivedMs: nowMs() });
    if (!read.ok) throw read.error;
    const fresh = read.batches.filter(({ record }) => !isKnown(record.org, record.batchId));
    metrics.repeatedBatches.inc(read.batches.length - fresh.length);
    try {
      await Promise.all(fresh.map(keep));
    } catch (error) {
      // What is in the journal already is known when the sender repeats the whole request.
      metrics.postponedBatches.inc({ reason: 'journal' });
      throw error;
    }
    metrics.acceptedBatches.inc({ form }, fresh.length);
    metrics.acceptedBytes.inc({ form }, input.body.length);
    metrics.acceptedEvents.inc({ form }, eventsOf(fresh));
    metrics.rejectedRecords.inc({ form }, read.rejected);
    return read.response;
  };
}

function eventsOf(batches: readonly AcceptedBatch[]): number {
  return batches.reduce((sum, { decoded }) => sum + decoded.events.length, 0);
}
