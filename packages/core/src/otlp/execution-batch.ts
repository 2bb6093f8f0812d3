import type { ExecutionEvent } from '../execution-event.ts';
import { SensorCoverage } from '../sensor-coverage.ts';
import type { AttributeMap, AttributeValue, LogRecord, LogsRequest } from './log-record.ts';
import { logRecordToEvent } from './log-record-to-event.ts';

/** How the parts of a batch are named in OTLP. */
export const BATCH = {
  /** Scope attribute and HTTP header: the same for every repeat of a batch. */
  idAttribute: 'vedette.batch.id',
  idHeader: 'vedette-batch-id',
  scopeName: 'vedette.sensor',
  /** The last record of a batch: what is not in it. */
  coverageEvent: 'vedette.coverage',
  coveragePrefix: 'vedette.coverage.',
} as const;

/** What a request from a sensor holds. */
export interface ExecutionBatch {
  /** Absent from senders that are not our sensor: their repeats cannot be told. */
  readonly id?: string;
  readonly events: readonly ExecutionEvent[];
  readonly coverage?: SensorCoverage;
  /** Records that are no execution event, with the first problem; for `partialSuccess`. */
  readonly rejected: number;
  readonly problem?: string;
}

/** The record that carries the coverage of a batch. */
export function coverageToLogRecord(coverage: SensorCoverage, timeUnixNano: bigint): LogRecord {
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(coverage)) {
    attributes[BATCH.coveragePrefix + name] = value;
  }
  return { timeUnixNano, severityNumber: 9, attributes, eventName: BATCH.coverageEvent };
}

/**
 * Reads what a sensor sent: per batch id, since a Collector may have put several into one request.
 * Never throws; what is not ours is counted.
 */
export function executionBatches(request: LogsRequest): ExecutionBatch[] {
  const batches = new Map<string | undefined, OpenBatch>();
  for (const { resource, scopeLogs } of request.resourceLogs) {
    for (const { scope, logRecords } of scopeLogs) {
      const id = scope.attributes[BATCH.idAttribute];
      const key = typeof id === 'string' ? id : undefined;
      const batch = batches.get(key) ?? { events: [], rejected: 0 };
      batches.set(key, batch);
      for (const record of logRecords) readRecord(batch, record, resource.attributes);
    }
  }
  return [...batches].map(([id, batch]) => ({ ...batch, ...(id === undefined ? {} : { id }) }));
}

interface OpenBatch {
  readonly events: ExecutionEvent[];
  rejected: number;
  coverage?: SensorCoverage;
  problem?: string;
}

function readRecord(batch: OpenBatch, record: LogRecord, resource: AttributeMap): void {
  if (record.eventName === BATCH.coverageEvent) {
    const fields = Object.entries(record.attributes)
      .filter(([name]) => name.startsWith(BATCH.coveragePrefix))
      .map(([name, value]) => [name.slice(BATCH.coveragePrefix.length), value] as const);
    const coverage = SensorCoverage.safeParse(Object.fromEntries(fields));
    if (coverage.success) batch.coverage = coverage.data;
    else reject(batch, 'the coverage record is not one');
    return;
  }
  const event = logRecordToEvent(record, resource);
  if (event.ok) batch.events.push(event.value);
  else reject(batch, event.problem);
}

function reject(batch: OpenBatch, problem: string): void {
  batch.rejected += 1;
  batch.problem ??= problem;
}
