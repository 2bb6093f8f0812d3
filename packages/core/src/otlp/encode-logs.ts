import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

import { encodeAttributes, encodeValue } from './encode-value.ts';
import { FIELD } from './field-numbers.ts';
import type {
  LogRecord,
  LogsRequest,
  LogsResponse,
  ResourceLogs,
  ScopeLogs,
} from './log-record.ts';

const { LengthDelimited, Varint, Bit32, Bit64 } = WireType;

/** Encodes one record, so that a request can be put together later from bytes alone. */
export function encodeLogRecord(record: LogRecord): Uint8Array {
  try {
    writeLogRecord(recordWriter, record);
  } catch (error) {
    // What was written of it must not begin the next one.
    recordWriter.finish();
    throw error;
  }
  return recordWriter.finish();
}

/** Used again for each record: to let a new buffer grow every time took a third of the time. */
const recordWriter = new BinaryWriter();

function writeLogRecord(to: BinaryWriter, record: LogRecord): void {
  const f = FIELD.logRecord;
  to.tag(f.timeUnixNano, Bit64).fixed64(record.timeUnixNano);
  if (record.severityNumber !== undefined) {
    to.tag(f.severityNumber, Varint).int32(record.severityNumber);
  }
  text(to, f.severityText, record.severityText);
  if (record.body !== undefined) {
    to.tag(f.body, LengthDelimited).fork();
    encodeValue(to, record.body);
    to.join();
  }
  encodeAttributes(to, f.attributes, record.attributes);
  if (record.droppedAttributesCount !== undefined) {
    to.tag(f.droppedAttributesCount, Varint).uint32(record.droppedAttributesCount);
  }
  if (record.flags !== undefined) to.tag(f.flags, Bit32).fixed32(record.flags);
  hex(to, f.traceId, record.traceId);
  hex(to, f.spanId, record.spanId);
  if (record.observedTimeUnixNano !== undefined) {
    to.tag(f.observedTimeUnixNano, Bit64).fixed64(record.observedTimeUnixNano);
  }
  text(to, f.eventName, record.eventName);
}

/** Encodes the body of `POST /v1/logs`; records may be encoded already. */
export function encodeLogsRequest(request: LogsRequest<LogRecord | Uint8Array>): Uint8Array {
  const to = new BinaryWriter();
  for (const logs of request.resourceLogs) {
    to.tag(FIELD.request.resourceLogs, LengthDelimited).fork();
    encodeResourceLogs(to, logs);
    to.join();
  }
  return to.finish();
}

/** Encodes the answer to `POST /v1/logs`; nothing at all where every record was taken. */
export function encodeLogsResponse(response: LogsResponse): Uint8Array {
  const to = new BinaryWriter();
  if (response.rejectedLogRecords === 0 && response.errorMessage === '') return to.finish();
  to.tag(FIELD.response.partialSuccess, LengthDelimited).fork();
  const f = FIELD.partialSuccess;
  if (response.rejectedLogRecords !== 0) {
    to.tag(f.rejectedLogRecords, Varint).int64(response.rejectedLogRecords);
  }
  text(to, f.errorMessage, response.errorMessage);
  return to.join().finish();
}

function encodeResourceLogs(to: BinaryWriter, logs: ResourceLogs<LogRecord | Uint8Array>): void {
  const f = FIELD.resourceLogs;
  to.tag(f.resource, LengthDelimited).fork();
  encodeAttributes(to, FIELD.resource.attributes, logs.resource.attributes);
  to.join();
  for (const scopeLogs of logs.scopeLogs) {
    to.tag(f.scopeLogs, LengthDelimited).fork();
    encodeScopeLogs(to, scopeLogs);
    to.join();
  }
  text(to, f.schemaUrl, logs.schemaUrl);
}

function encodeScopeLogs(to: BinaryWriter, logs: ScopeLogs<LogRecord | Uint8Array>): void {
  const f = FIELD.scopeLogs;
  to.tag(f.scope, LengthDelimited).fork();
  text(to, FIELD.scope.name, logs.scope.name);
  text(to, FIELD.scope.version, logs.scope.version);
  encodeAttributes(to, FIELD.scope.attributes, logs.scope.attributes);
  to.join();
  for (const record of logs.logRecords) {
    const bytes = record instanceof Uint8Array ? record : encodeLogRecord(record);
    to.tag(f.logRecords, LengthDelimited).bytes(bytes);
  }
  text(to, f.schemaUrl, logs.schemaUrl);
}

function text(to: BinaryWriter, field: number, value: string | undefined): void {
  if (value !== undefined && value !== '') to.tag(field, LengthDelimited).string(value);
}

function hex(to: BinaryWriter, field: number, value: string | undefined): void {
  if (value !== undefined && value !== '') {
    to.tag(field, LengthDelimited).bytes(Buffer.from(value, 'hex'));
  }
}
