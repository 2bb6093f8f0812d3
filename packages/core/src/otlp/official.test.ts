import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import {
  createFileRegistry,
  fromBinary,
  fromJsonString,
  type MessageShape,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import { type DescriptorProto, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';

import {
  decodeLogsRequest,
  decodeLogsResponse,
  encodeLogsRequest,
  encodeLogsResponse,
  type LogsRequest,
  type LogsResponse,
  logsRequestFromJson,
  logsRequestToJson,
  logsResponseFromJson,
  logsResponseToJson,
} from '../index.ts';
import { FIELD } from './field-numbers.ts';
import { OFFICIAL_DESCRIPTORS_BASE64 } from './official-descriptors.fixture.ts';
import { anyRequest, withPlainObjects } from './testing.ts';

const PACKAGE = 'opentelemetry.proto';
const registry = createFileRegistry(officialFiles());

/** Python's descriptors leave out JSON's names, which protoc makes by this rule. */
function officialFiles(): MessageShape<typeof FileDescriptorSetSchema> {
  const files = fromBinary(
    FileDescriptorSetSchema,
    Buffer.from(OFFICIAL_DESCRIPTORS_BASE64, 'base64'),
  );
  const name = (message: DescriptorProto): void => {
    for (const field of message.field) {
      field.jsonName = field.name.replaceAll(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase());
    }
    message.nestedType.forEach(name);
  };
  for (const file of files.file) file.messageType.forEach(name);
  return files;
}

function official(name: string) {
  const message = registry.getMessage(`${PACKAGE}.${name}`);
  assert.ok(message !== undefined, name);
  return message;
}

const Request = official('collector.logs.v1.ExportLogsServiceRequest');
const Response = official('collector.logs.v1.ExportLogsServiceResponse');
/** OTLP/JSON is ProtoJSON but for enums, which are numbers, and ids, which are hex. */
const OTLP_JSON = { enumAsInteger: true, registry };

const FIELDS: Readonly<Record<string, Readonly<Record<string, number>>>> = FIELD;
const MESSAGES = {
  request: 'collector.logs.v1.ExportLogsServiceRequest',
  response: 'collector.logs.v1.ExportLogsServiceResponse',
  partialSuccess: 'collector.logs.v1.ExportLogsPartialSuccess',
  resourceLogs: 'logs.v1.ResourceLogs',
  resource: 'resource.v1.Resource',
  scopeLogs: 'logs.v1.ScopeLogs',
  scope: 'common.v1.InstrumentationScope',
  logRecord: 'logs.v1.LogRecord',
  keyValue: 'common.v1.KeyValue',
  values: 'common.v1.ArrayValue',
} as const;

describe('the official descriptors', () => {
  for (const [ours, theirs] of Object.entries(MESSAGES)) {
    test(`number the fields of ${theirs} as we do`, () => {
      const fields = new Map(
        official(theirs).fields.map((field) => [field.jsonName, field.number]),
      );
      for (const [name, number] of Object.entries(FIELDS[ours] ?? {})) {
        assert.equal(fields.get(name), number, name);
      }
    });
  }

  test('number the alternatives of a value as we do', () => {
    const fields = new Set(official('common.v1.AnyValue').fields.map(({ number }) => number));
    for (const number of Object.values(FIELD.anyValue)) assert.ok(fields.has(number));
  });
});

const without = (request: LogsRequest): LogsRequest => ({
  resourceLogs: request.resourceLogs.map((logs) => ({
    ...logs,
    scopeLogs: logs.scopeLogs.map((scopeLogs) => ({
      ...scopeLogs,
      logRecords: scopeLogs.logRecords.map(({ traceId: _t, spanId: _s, ...record }) => record),
    })),
  })),
});

describe('the official reader and writer', () => {
  test('read our protobuf, and write what we read the same', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const theirs = fromBinary(Request, encodeLogsRequest(request));
        const back = decodeLogsRequest(toBinary(Request, theirs));
        assert.ok(back.ok);
        assert.deepEqual(withPlainObjects(back.value), withPlainObjects(request));
      }),
    );
  });

  test('read our JSON as our protobuf, and write JSON that we read the same', () => {
    fc.assert(
      fc.property(anyRequest, (withIds) => {
        const request = without(withIds);
        const theirs = fromJsonString(Request, logsRequestToJson(request), { registry });
        assert.deepEqual(
          toJson(Request, theirs, OTLP_JSON),
          toJson(Request, fromBinary(Request, encodeLogsRequest(request)), OTLP_JSON),
        );
        const back = logsRequestFromJson(JSON.stringify(toJson(Request, theirs, OTLP_JSON)));
        assert.ok(back.ok);
        assert.deepEqual(
          Buffer.from(encodeLogsRequest(back.value)),
          Buffer.from(encodeLogsRequest(request)),
        );
      }),
    );
  });

  test('agree about the answer', () => {
    const anyResponse: fc.Arbitrary<LogsResponse> = fc.record(
      { rejectedLogRecords: fc.nat(), errorMessage: fc.string({ unit: 'grapheme' }) },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(anyResponse, (response) => {
        const theirs = fromBinary(Response, encodeLogsResponse(response));
        const expected = { ok: true, value: response };
        assert.deepEqual(decodeLogsResponse(toBinary(Response, theirs)), expected);
        const json = JSON.stringify(toJson(Response, theirs, OTLP_JSON));
        assert.deepEqual(logsResponseFromJson(json), expected);
        assert.deepEqual(fromJsonString(Response, logsResponseToJson(response)), theirs);
      }),
    );
  });
});
