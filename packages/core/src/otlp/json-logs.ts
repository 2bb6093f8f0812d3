import { decoding } from './decoding.ts';
import {
  attributesFromJson,
  attributesToJson,
  integerFromJson,
  listOf,
  objectOf,
  valueFromJson,
  valueToJson,
} from './json-value.ts';
import {
  type Decoded,
  type LogRecord,
  type LogsRequest,
  type LogsResponse,
  OTLP_LIMITS,
  type ResourceLogs,
  type ScopeLogs,
} from './log-record.ts';
import { countGroup, MalformedError } from './read-fields.ts';

/** The OTLP/JSON body of `POST /v1/logs`. */
export function logsRequestToJson(request: LogsRequest): string {
  return JSON.stringify({
    resourceLogs: request.resourceLogs.map(({ resource, scopeLogs, schemaUrl }) => ({
      resource: { attributes: attributesToJson(resource.attributes) },
      scopeLogs: scopeLogs.map(({ scope, logRecords, schemaUrl: scopeUrl }) => ({
        scope: { ...scope, attributes: attributesToJson(scope.attributes) },
        logRecords: logRecords.map(recordToJson),
        schemaUrl: scopeUrl,
      })),
      schemaUrl,
    })),
  });
}

/** Reads the OTLP/JSON body of `POST /v1/logs`. Never throws; `OTLP_LIMITS` bound it. */
export function logsRequestFromJson(text: string): Decoded<LogsRequest> {
  return decoding(() => {
    const tally = { groups: 0, records: 0 };
    const json: unknown = JSON.parse(text);
    const resourceLogs = listOf(objectOf(json)['resourceLogs']).map((item): ResourceLogs => {
      const { resource, scopeLogs, schemaUrl } = objectOf(item);
      countGroup(tally);
      return {
        resource: { attributes: attributesFromJson(objectOf(resource)['attributes']) },
        scopeLogs: listOf(scopeLogs).map((logs) => scopeLogsFromJson(logs, tally)),
        ...schemaUrlOf(schemaUrl),
      };
    });
    return { resourceLogs };
  });
}

/** The OTLP/JSON answer to `POST /v1/logs`. */
export function logsResponseToJson(response: LogsResponse): string {
  const { rejectedLogRecords, errorMessage } = response;
  if (rejectedLogRecords === 0 && errorMessage === '') return '{}';
  return JSON.stringify({
    partialSuccess: { rejectedLogRecords: String(rejectedLogRecords), errorMessage },
  });
}

/** Reads the OTLP/JSON answer to `POST /v1/logs`. Never throws. */
export function logsResponseFromJson(text: string): Decoded<LogsResponse> {
  return decoding(() => {
    const json: unknown = JSON.parse(text);
    const partial = objectOf(objectOf(json)['partialSuccess']);
    const message = partial['errorMessage'];
    return {
      rejectedLogRecords: Number(integerFromJson(partial['rejectedLogRecords'] ?? 0)),
      errorMessage: typeof message === 'string' ? message : '',
    };
  });
}

function recordToJson(record: LogRecord): object {
  const { timeUnixNano, observedTimeUnixNano, body, attributes, ...rest } = record;
  return {
    ...rest,
    timeUnixNano: String(timeUnixNano),
    observedTimeUnixNano:
      observedTimeUnixNano === undefined ? undefined : `${observedTimeUnixNano}`,
    body: body === undefined ? undefined : valueToJson(body),
    attributes: attributesToJson(attributes),
  };
}

function scopeLogsFromJson(json: unknown, tally: { groups: number; records: number }): ScopeLogs {
  const { scope, logRecords, schemaUrl } = objectOf(json);
  countGroup(tally);
  const { name, version, attributes } = objectOf(scope);
  const records = listOf(logRecords);
  tally.records += records.length;
  if (tally.records > OTLP_LIMITS.recordsMax) throw new MalformedError('too many records');
  return {
    scope: {
      name: typeof name === 'string' ? name : '',
      version: typeof version === 'string' ? version : '',
      attributes: attributesFromJson(attributes),
    },
    logRecords: records.map(recordFromJson),
    ...schemaUrlOf(schemaUrl),
  };
}

function recordFromJson(json: unknown): LogRecord {
  const from = objectOf(json);
  const record: { -readonly [Field in keyof LogRecord]: LogRecord[Field] } = {
    timeUnixNano: timeFromJson(from['timeUnixNano'] ?? 0),
    attributes: attributesFromJson(from['attributes']),
  };
  const { observedTimeUnixNano, body } = from;
  if (observedTimeUnixNano !== undefined) {
    record.observedTimeUnixNano = timeFromJson(observedTimeUnixNano);
  }
  if (body !== undefined && body !== null) record.body = valueFromJson(body);
  for (const field of ['severityText', 'traceId', 'spanId', 'eventName'] as const) {
    const text = from[field];
    if (typeof text === 'string' && text !== '') record[field] = text;
  }
  for (const field of ['severityNumber', 'droppedAttributesCount', 'flags'] as const) {
    const number = from[field];
    if (typeof number === 'number') record[field] = number;
  }
  return record;
}

const FIXED64_MAX = 2n ** 64n - 1n;

function timeFromJson(json: unknown): bigint {
  const time = integerFromJson(json);
  if (time < 0n || time > FIXED64_MAX) throw new MalformedError('a time is out of range');
  return time;
}

function schemaUrlOf(json: unknown): { schemaUrl?: string } {
  return typeof json === 'string' && json !== '' ? { schemaUrl: json } : {};
}
