import { gzipSync } from 'node:zlib';

import {
  BATCH,
  encodeLogsRequest,
  eventToLogRecord,
  type ExecutionEvent,
  RESOURCE_ATTRIBUTES,
} from '@vedette/core';

/** Events of one workload of one host as a sensor posts them: OTLP, protobuf, gzip. */
export function encodeBatch(
  id: string,
  events: readonly ExecutionEvent[],
  { workload, host }: { readonly workload: string; readonly host: string },
): Buffer {
  const attributes = { [RESOURCE_ATTRIBUTES.workload]: workload, [RESOURCE_ATTRIBUTES.host]: host };
  const scope = { name: BATCH.scopeName, version: '0', attributes: { [BATCH.idAttribute]: id } };
  const logRecords = events.map((event) => eventToLogRecord(event));
  const request = {
    resourceLogs: [{ resource: { attributes }, scopeLogs: [{ scope, logRecords }] }],
  };
  return gzipSync(encodeLogsRequest(request));
}
