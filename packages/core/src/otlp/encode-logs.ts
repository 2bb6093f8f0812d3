import { ByteWriter } from './byte-writer.ts';
import { encodeAttributes, encodeValue } from './encode-value.ts';
import { FIELD } from './field-numbers.ts';
import type {
  LogRecord,
  LogsRequest,
  LogsResponse,
  ResourceLogs,
  ScopeLogs,
} from './log-record.ts';

/** Used again for each record. */
const recordWriter = new ByteWriter();

/** Encodes one record, so that a request can be put together later from bytes alone. */
export function encodeLogRecord(record: LogRecord): Uint8Array {
  // What an exception left of the one before must not begin this one.
  recordWriter.reset();
  writeLogRecord(recordWriter, record);
  return recordWriter.finish();
}

function writeLogRecord(to: ByteWriter, record: LogRecord): void {
  const f = FIELD.logRecord;
  to.fixed64(f.timeUnixNano, record.timeUnixNano);
  if (record.severityNumber !== undefined) to.integer(f.severityNumber, record.severityNumber);
  text(to, f.severityText, record.severityText);
  if (record.body !== undefined) {
    const start = to.begin(f.body);
    encodeValue(to, record.body);
    to.end(start);
  }
  encodeAttributes(to, f.attributes, record.attributes);
  if (record.droppedAttributesCount !== undefined) {
    to.integer(f.droppedAttributesCount, record.droppedAttributesCount);
  }
  if (record.flags !== undefined) to.fixed32(f.flags, record.flags);
  hex(to, f.traceId, record.traceId);
  hex(to, f.spanId, record.spanId);
  if (record.observedTimeUnixNano !== undefined) {
    to.fixed64(f.observedTimeUnixNano, record.observedTimeUnixNano);
  }
  text(to, f.eventName, record.eventName);
}

/** Encodes the body of `POST /v1/logs`; records may be encoded already. */
export function encodeLogsRequest(request: LogsRequest<LogRecord | Uint8Array>): Uint8Array {
  const to = new ByteWriter();
  for (const logs of request.resourceLogs) {
    const start = to.begin(FIELD.request.resourceLogs);
    encodeResourceLogs(to, logs);
    to.end(start);
  }
  return to.finish();
}

/** Encodes the answer to `POST /v1/logs`; nothing at all where every record was taken. */
export function encodeLogsResponse(response: LogsResponse): Uint8Array {
  const to = new ByteWriter();
  if (response.rejectedLogRecords === 0 && response.errorMessage === '') return to.finish();
  const f = FIELD.partialSuccess;
  const start = to.begin(FIELD.response.partialSuccess);
  if (response.rejectedLogRecords !== 0) {
    to.integer(f.rejectedLogRecords, response.rejectedLogRecords);
  }
  text(to, f.errorMessage, response.errorMessage);
  to.end(start);
  return to.finish();
}

function encodeResourceLogs(to: ByteWriter, logs: ResourceLogs<LogRecord | Uint8Array>): void {
  const f = FIELD.resourceLogs;
  const resourceStart = to.begin(f.resource);
  encodeAttributes(to, FIELD.resource.attributes, logs.resource.attributes);
  to.end(resourceStart);
  for (const scopeLogs of logs.scopeLogs) {
    const start = to.begin(f.scopeLogs);
    encodeScopeLogs(to, scopeLogs);
    to.end(start);
  }
  text(to, f.schemaUrl, logs.schemaUrl);
}

function encodeScopeLogs(to: ByteWriter, logs: ScopeLogs<LogRecord | Uint8Array>): void {
  const f = FIELD.scopeLogs;
  const start = to.begin(f.scope);
  text(to, FIELD.scope.name, logs.scope.name);
  text(to, FIELD.scope.version, logs.scope.version);
  encodeAttributes(to, FIELD.scope.attributes, logs.scope.attributes);
  to.end(start);
  for (const record of logs.logRecords) {
    to.bytes(f.logRecords, record instanceof Uint8Array ? record : encodeLogRecord(record));
  }
  text(to, f.schemaUrl, logs.schemaUrl);
}

function text(to: ByteWriter, field: number, value: string | undefined): void {
  if (value !== undefined && value !== '') to.text(field, value);
}

function hex(to: ByteWriter, field: number, value: string | undefined): void {
  if (value !== undefined && value !== '') to.bytes(field, Buffer.from(value, 'hex'));
}
