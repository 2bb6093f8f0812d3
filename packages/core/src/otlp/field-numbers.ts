/**
 * Field numbers of opentelemetry-proto, by message. `official.test.ts` holds them against the
 * descriptors that the project publishes.
 */
export const FIELD = {
  request: { resourceLogs: 1 },
  response: { partialSuccess: 1 },
  partialSuccess: { rejectedLogRecords: 1, errorMessage: 2 },
  resourceLogs: { resource: 1, scopeLogs: 2, schemaUrl: 3 },
  resource: { attributes: 1 },
  scopeLogs: { scope: 1, logRecords: 2, schemaUrl: 3 },
  scope: { name: 1, version: 2, attributes: 3 },
  logRecord: {
    timeUnixNano: 1,
    severityNumber: 2,
    severityText: 3,
    body: 5,
    attributes: 6,
    droppedAttributesCount: 7,
    flags: 8,
    traceId: 9,
    spanId: 10,
    observedTimeUnixNano: 11,
    eventName: 12,
  },
  keyValue: { key: 1, value: 2 },
  anyValue: { string: 1, bool: 2, int: 3, double: 4, array: 5, keyValues: 6, bytes: 7 },
  values: { values: 1 },
  status: { message: 2 },
} as const;
