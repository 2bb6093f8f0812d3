import {
  BATCH,
  coverageToLogRecord,
  encodeLogsRequest,
  eventToLogRecord,
  type LogRecord,
  RESOURCE_ATTRIBUTES,
  type ResourceLogs,
} from '@vedette/core';

import type { BodyPart } from './decode-body.ts';

/**
 * One batch of a body that held several, as an OTLP body of its own; the order of its events
 * stays, so that a change of host or workload begins a new resource.
 */
export function encodePart({ id, events, coverage }: BodyPart): Uint8Array {
  const resources: { host: string; workload: string | null; logRecords: LogRecord[] }[] = [];
  const add = (host: string, workload: string | null, record: LogRecord): void => {
    const last = resources.at(-1);
    if (last?.host === host && last.workload === workload) last.logRecords.push(record);
    else resources.push({ host, workload, logRecords: [record] });
  };
  for (const event of events) add(event.host, event.workload, eventToLogRecord(event));
  if (coverage !== null) add(coverage.host, null, coverageToLogRecord(coverage.coverage, 0n));
  const attributes = id === undefined ? {} : { [BATCH.idAttribute]: id };
  const scope = { name: BATCH.scopeName, version: '', attributes };
  return encodeLogsRequest({
    resourceLogs: resources.map(({ host, workload, logRecords }): ResourceLogs => ({
      resource: {
        attributes: {
          [RESOURCE_ATTRIBUTES.host]: host,
          ...(workload === null ? {} : { [RESOURCE_ATTRIBUTES.workload]: workload }),
        },
      },
      scopeLogs: [{ scope, logRecords }],
    })),
  });
}
