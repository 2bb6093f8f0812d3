import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

import { decoding } from './decoding.ts';
import { decodeAttribute, decodeValue, newAttributes, type Tally } from './decode-value.ts';
import { FIELD } from './field-numbers.ts';
import {
  type Decoded,
  type LogRecord,
  type LogsRequest,
  type LogsResponse,
  OTLP_LIMITS,
  type ResourceLogs,
  type ScopeLogs,
} from './log-record.ts';
import { countGroup, MalformedError, readFields, readFieldsUntil } from './read-fields.ts';

const { LengthDelimited, Varint, Bit32, Bit64 } = WireType;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Decodes the protobuf body of `POST /v1/logs`. Never throws; `OTLP_LIMITS` bound it. */
export function decodeLogsRequest(bytes: Uint8Array): Decoded<LogsRequest> {
  return decoding(() => {
    const from = new BinaryReader(bytes);
    const tally = { groups: 0, records: 0, attributes: 0 };
    const resourceLogs: ResourceLogs[] = [];
    readFieldsUntil(from, bytes.length, (field, wire) => {
      if (field !== FIELD.request.resourceLogs || wire !== LengthDelimited) return false;
      resourceLogs.push(decodeResourceLogs(from, tally));
      return true;
    });
    return { resourceLogs };
  });
}

/** Decodes the protobuf answer to `POST /v1/logs`; an empty one means that all was taken. */
export function decodeLogsResponse(bytes: Uint8Array): Decoded<LogsResponse> {
  return decoding(() => {
    const from = new BinaryReader(bytes);
    const response = { rejectedLogRecords: 0, errorMessage: '' };
    const f = FIELD.partialSuccess;
    readFieldsUntil(from, bytes.length, (field, wire) => {
      if (field !== FIELD.response.partialSuccess || wire !== LengthDelimited) return false;
      readFields(from, (inner, innerWire) => {
        if (inner === f.rejectedLogRecords && innerWire === Varint) {
          response.rejectedLogRecords = Number(from.int64());
        } else if (inner === f.errorMessage && innerWire === LengthDelimited) {
          response.errorMessage = from.string();
        } else return false;
        return true;
      });
      return true;
    });
    return response;
  });
}

/** Decodes one record that `encodeLogRecord` made. Never throws. */
export function decodeLogRecord(bytes: Uint8Array): Decoded<LogRecord> {
  return decoding(() => {
    const from = new BinaryReader(bytes);
    return readLogRecord(from, { groups: 0, records: 0, attributes: 0 }, bytes.length);
  });
}

/** `google.rpc.Status`, with which a receiver says why it refused a whole request. */
export function decodeStatusMessage(bytes: Uint8Array): Decoded<string> {
  return decoding(() => {
    const from = new BinaryReader(bytes);
    let message = '';
    readFieldsUntil(from, bytes.length, (field, wire) => {
      if (field !== FIELD.status.message || wire !== LengthDelimited) return false;
      message = from.string();
      return true;
    });
    return message;
  });
}

function decodeResourceLogs(from: BinaryReader, tally: Tally): ResourceLogs {
  countGroup(tally);
  const attributes = newAttributes();
  const scopeLogs: ScopeLogs[] = [];
  let schemaUrl = '';
  readFields(from, (field, wire) => {
    if (wire !== LengthDelimited) return false;
    if (field === FIELD.resourceLogs.resource) {
      readFields(from, (inner, innerWire) => {
        if (inner !== FIELD.resource.attributes || innerWire !== LengthDelimited) return false;
        decodeAttribute(from, attributes, tally);
        return true;
      });
    } else if (field === FIELD.resourceLogs.scopeLogs) {
      scopeLogs.push(decodeScopeLogs(from, tally));
    } else if (field === FIELD.resourceLogs.schemaUrl) schemaUrl = from.string();
    else return false;
    return true;
  });
  return { resource: { attributes }, scopeLogs, ...(schemaUrl === '' ? {} : { schemaUrl }) };
}

function decodeScopeLogs(from: BinaryReader, tally: Tally): ScopeLogs {
  countGroup(tally);
  const scope = { name: '', version: '', attributes: newAttributes() };
  const logRecords: LogRecord[] = [];
  let schemaUrl = '';
  readFields(from, (field, wire) => {
    if (wire !== LengthDelimited) return false;
    if (field === FIELD.scopeLogs.scope) decodeScope(from, scope, tally);
    else if (field === FIELD.scopeLogs.logRecords) {
      logRecords.push(readLogRecord(from, tally));
    } else if (field === FIELD.scopeLogs.schemaUrl) schemaUrl = from.string();
    else return false;
    return true;
  });
  return { scope, logRecords, ...(schemaUrl === '' ? {} : { schemaUrl }) };
}

function decodeScope(
  from: BinaryReader,
  scope: { name: string; version: string; attributes: ReturnType<typeof newAttributes> },
  tally: Tally,
): void {
  readFields(from, (field, wire) => {
    if (wire !== LengthDelimited) return false;
    if (field === FIELD.scope.name) scope.name = from.string();
    else if (field === FIELD.scope.version) scope.version = from.string();
    else if (field === FIELD.scope.attributes) decodeAttribute(from, scope.attributes, tally);
    else return false;
    return true;
  });
}

function readLogRecord(from: BinaryReader, tally: Tally, wholeLength?: number): LogRecord {
  tally.records += 1;
  if (tally.records > OTLP_LIMITS.recordsMax) throw new MalformedError('too many records');
  const attributes = newAttributes();
  const record: Writable<LogRecord> = { timeUnixNano: 0n, attributes };
  const f = FIELD.logRecord;
  const read = (field: number, wire: WireType): boolean => {
    if (wire === LengthDelimited) {
      if (field === f.attributes) decodeAttribute(from, attributes, tally);
      else if (field === f.eventName) record.eventName = from.string();
      else if (field === f.severityText) record.severityText = from.string();
      else if (field === f.body) record.body = decodeValue(from, tally);
      else if (field === f.traceId) record.traceId = Buffer.from(from.bytes()).toString('hex');
      else if (field === f.spanId) record.spanId = Buffer.from(from.bytes()).toString('hex');
      else return false;
    } else if (wire === Bit64) {
      if (field === f.timeUnixNano) record.timeUnixNano = BigInt(from.fixed64());
      else if (field === f.observedTimeUnixNano) {
        record.observedTimeUnixNano = BigInt(from.fixed64());
      } else return false;
    } else if (wire === Varint) {
      if (field === f.severityNumber) record.severityNumber = from.int32();
      else if (field === f.droppedAttributesCount) record.droppedAttributesCount = from.uint32();
      else return false;
    } else if (wire === Bit32 && field === f.flags) record.flags = from.fixed32();
    else return false;
    return true;
  };
  if (wholeLength === undefined) readFields(from, read);
  else readFieldsUntil(from, wholeLength, read);
  return record;
}
