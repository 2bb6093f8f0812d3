import type { ExecutionEvent } from '../execution-event.ts';
import { SensorCoverage } from '../sensor-coverage.ts';
import { RESOURCE_ATTRIBUTES } from './event-attributes.ts';
import type {
  AttributeMap,
  AttributeValue,
  Decoded,
  LogRecord,
  LogsRequest,
} from './log-record.ts';
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
  /** `host.name` of the resource that the coverage came with. */
  readonly coverageHost?: string;
  /** Records that are no execution event, with the first problem; for `partialSuccess`. */
  readonly rejected: number;
  readonly problem?: string;
  /** Which they are, by their number in the request; not more than `REFUSED_RECORDS_MAX`. */
  readonly refused: readonly RefusedRecord[];
}

/** A record that is no execution event. */
export interface RefusedRecord {
  /** From 0, over all records of the request in their order. */
  readonly index: number;
  readonly problem: string;
}

/** Enough to find out what is wrong with a sender; the rest is only counted. */
const REFUSED_RECORDS_MAX = 100;

/** A further look at an event of a stranger: what is kept of it, or why it is not taken. */
export type TakeEvent = (event: ExecutionEvent) => Decoded<ExecutionEvent>;

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
export function executionBatches(
  request: LogsRequest,
  take: TakeEvent = (event) => ({ ok: true, value: event }),
): ExecutionBatch[] {
  const batches = new Map<string | undefined, OpenBatch>();
  let index = 0;
  for (const { resource, scopeLogs } of request.resourceLogs) {
    for (const { scope, logRecords } of scopeLogs) {
      const id = scope.attributes[BATCH.idAttribute];
      const key = typeof id === 'string' ? id : undefined;
      const batch = batches.get(key) ?? { events: [], rejected: 0, refused: [] };
      batches.set(key, batch);
      for (const record of logRecords) {
        const problem = readRecord(batch, { record, resource: resource.attributes, take });
        if (problem !== undefined) refuse(batch, { index, problem });
        index += 1;
      }
    }
  }
  return [...batches].map(([id, batch]) => ({ ...batch, ...(id === undefined ? {} : { id }) }));
}

interface OpenBatch {
  readonly events: ExecutionEvent[];
  readonly refused: RefusedRecord[];
  rejected: number;
  coverage?: SensorCoverage;
  coverageHost?: string;
  problem?: string;
}

interface Incoming {
  readonly record: LogRecord;
  readonly resource: AttributeMap;
  readonly take: TakeEvent;
}

/** Why the record is not taken; undefined where it is. */
function readRecord(batch: OpenBatch, { record, resource, take }: Incoming): string | undefined {
  if (record.eventName === BATCH.coverageEvent) {
    const fields = Object.entries(record.attributes)
      .filter(([name]) => name.startsWith(BATCH.coveragePrefix))
      .map(([name, value]) => [name.slice(BATCH.coveragePrefix.length), value] as const);
    const coverage = SensorCoverage.safeParse(Object.fromEntries(fields));
    if (!coverage.success) return 'the coverage record is not one';
    batch.coverage = coverage.data;
    const host = resource[RESOURCE_ATTRIBUTES.host];
    if (typeof host === 'string') batch.coverageHost = host;
    return undefined;
  }
  const event = logRecordToEvent(record, resource);
  if (!event.ok) return event.problem;
  const taken = take(event.value);
  if (!taken.ok) return taken.problem;
  batch.events.push(taken.value);
  return undefined;
}

function refuse(batch: OpenBatch, refused: RefusedRecord): void {
  batch.rejected += 1;
  batch.problem ??= refused.problem;
  if (batch.refused.length < REFUSED_RECORDS_MAX) batch.refused.push(refused);
}
