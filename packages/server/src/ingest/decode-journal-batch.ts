import type { JournalRecord } from '../journal/journal.ts';
import { decodeBody } from './decode-body.ts';
import type { DecodedBatch } from './decoded-batch.ts';

/** A batch as it stands in the journal. */
export type BatchRecord = Extract<JournalRecord, { kind: 'batch' }>;

/**
 * What was decoded when a batch was accepted, for as long as its record is in memory: the engine
 * takes it a moment later, and decoding is half of what taking a batch costs. A record that was
 * read back from the journal is another one, and is decoded again.
 */
const decodedBefore = new WeakMap<BatchRecord, DecodedBatch>();

/** Spares `decodeJournalBatch` the work for this very record. */
export function rememberDecoded(record: BatchRecord, decoded: DecodedBatch): void {
  decodedBefore.set(record, decoded);
}

/**
 * The events and the coverage of a batch: exactly those that were accepted, whenever it is read.
 * Only `readBatch` puts bodies into the journal, so one that cannot be read is a broken invariant.
 */
export function decodeJournalBatch(record: BatchRecord): DecodedBatch {
  const before = decodedBefore.get(record);
  if (before !== undefined) return before;
  const body = decodeBody(record);
  if (!body.ok) throw new Error(`the accepted batch ${record.batchId}: ${body.problem}`);
  const { parts } = body.value;
  return {
    events: parts.length === 1 ? (parts[0]?.events ?? []) : parts.flatMap(({ events }) => events),
    coverage: parts.findLast(({ coverage }) => coverage !== null)?.coverage ?? null,
  };
}
