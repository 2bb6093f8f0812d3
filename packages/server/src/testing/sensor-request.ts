import {
  BATCH,
  coverageToLogRecord,
  emptyCoverage,
  eventToLogRecord,
  ExecutionEvent,
  type LogRecord,
  type LogsRequest,
  RESOURCE_ATTRIBUTES,
  type ResourceLogs,
} from '@vedette/core';

/** When the requests of tests are received. */
export const RECEIVED_MS = Date.UTC(2026, 10, 21, 12);

/** An ordinary event, with what a test wants otherwise. */
export function eventWith(fields: Partial<ExecutionEvent> = {}): ExecutionEvent {
  return ExecutionEvent.parse({
    ...{ t: RECEIVED_MS - 1_000, host: 'web-1', workload: 'shop', pid: 7, ppid: 1, uid: 33 },
    ...{ comm: 'convert', parent: 'worker', exe: '/usr/bin/convert', argv: ['convert', 'a.png'] },
    ...fields,
  });
}

/** The part of a request that one sensor sends: its events, and what it lost as the last record. */
export function sensorLogs(
  id: string | undefined,
  events: readonly ExecutionEvent[],
  { extra = [], lost = 0 }: { extra?: readonly LogRecord[]; lost?: number } = {},
): ResourceLogs[] {
  const attributes = id === undefined ? {} : { [BATCH.idAttribute]: id };
  const scope = { name: BATCH.scopeName, version: '1', attributes };
  const coverage = { ...emptyCoverage(), received: events.length, dropped: { memory: lost } };
  const told = lost === 0 ? [] : [coverageToLogRecord(coverage, 0n)];
  return events.map((event, index) => ({
    resource: {
      attributes: {
        [RESOURCE_ATTRIBUTES.host]: event.host,
        [RESOURCE_ATTRIBUTES.workload]: event.workload,
      },
    },
    scopeLogs: [
      {
        scope,
        logRecords: [
          eventToLogRecord(event),
          ...(index === events.length - 1 ? [...extra, ...told] : []),
        ],
      },
    ],
  }));
}

/** A request of one sensor. */
export function sensorRequest(...parts: Parameters<typeof sensorLogs>): LogsRequest {
  return { resourceLogs: sensorLogs(...parts) };
}
