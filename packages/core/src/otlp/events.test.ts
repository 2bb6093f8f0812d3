import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import {
  BATCH,
  coverageToLogRecord,
  decodeLogsRequest,
  emptyCoverage,
  encodeLogsRequest,
  eventToLogRecord,
  ExecutionEvent,
  executionBatches,
  type LogRecord,
  logsRequestFromJson,
  logsRequestToJson,
  RESOURCE_ATTRIBUTES,
  type ResourceLogs,
} from '../index.ts';

const text = fc.string({ unit: 'grapheme' });
const count = fc.nat();
const id = fc.nat(2 ** 32 - 1);
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

const anyEvent: fc.Arbitrary<ExecutionEvent> = fc
  .record({
    // Microseconds are what is kept.
    t: fc.nat({ max: 2 ** 50 }).map((us) => us / 1_000),
    host: text,
    workload: text,
    ...{ pid: count, ppid: count, uid: id, comm: text, parent: text, exe: text },
    argv: fc.array(text),
    kind: fc.constantFrom('exec', 'running', 'exit', 'exec-failed', 'connect', 'listen'),
    source: optional(fc.constantFrom('bpf', 'netlink', 'poll')),
    ...{ id: optional(text), parentId: optional(text), parentExe: optional(text) },
    ...{ file: optional(text), interpreter: optional(text) },
    ...{ argc: optional(count), argvBytes: optional(count) },
    argvTruncated: optional(fc.boolean()),
    argvRaw: optional(fc.dictionary(fc.nat().map(String), fc.base64String())),
    ...{ redacted: optional(count), secrets: optional(fc.array(text)), cwd: optional(text) },
    ...{ euid: optional(id), gid: optional(id), loginuid: optional(id), session: optional(count) },
    ...{ tty: optional(text), container: optional(text), image: optional(text) },
    ...{ unit: optional(text), cgroup: optional(text) },
    namespaces: optional(fc.record({ pid: count, mnt: count, net: count, user: count })),
    ...{ memfd: optional(fc.boolean()), deleted: optional(fc.boolean()) },
    ...{ privileged: optional(fc.boolean()), start: optional(fc.maxSafeNat()) },
    ...{ exitCode: optional(fc.nat(255)), signal: optional(fc.nat(64)) },
    durationMs: optional(fc.double({ min: 0, max: 1e9, noNaN: true })),
    errno: optional(fc.nat(133)),
    endpoint: optional(
      fc.record({
        protocol: fc.constantFrom('tcp', 'udp'),
        address: text,
        port: fc.nat(65_535),
        result: fc.nat(133),
      }),
    ),
  })
  .map((fields) => ExecutionEvent.parse(JSON.parse(JSON.stringify(fields))));

test('an event is the same after a journey, as protobuf and as JSON', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      const coverage = { ...emptyCoverage(), received: 2, dropped: { memory: 1 } };
      const request = {
        resourceLogs: [
          {
            resource: {
              attributes: {
                [RESOURCE_ATTRIBUTES.host]: event.host,
                [RESOURCE_ATTRIBUTES.workload]: event.workload,
              },
            },
            scopeLogs: [
              {
                scope: {
                  name: BATCH.scopeName,
                  version: '1',
                  attributes: { [BATCH.idAttribute]: 'b' },
                },
                logRecords: [eventToLogRecord(event), coverageToLogRecord(coverage, 0n)],
              },
            ],
          },
        ],
      };
      for (const decoded of [
        decodeLogsRequest(encodeLogsRequest(request)),
        logsRequestFromJson(logsRequestToJson(request)),
      ]) {
        assert.ok(decoded.ok);
        const [batch] = executionBatches(decoded.value);
        assert.deepEqual(batch, {
          ...{ id: 'b', events: [event], coverage, coverageHost: event.host },
          ...{ rejected: 0, refused: [] },
        });
      }
    }),
  );
});

test("a stranger's bytes are a value, never an exception", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const decoded = decodeLogsRequest(bytes);
      if (decoded.ok) executionBatches(decoded.value);
    }),
    { numRuns: 2_000 },
  );
  fc.assert(
    fc.property(fc.json(), (text) => {
      const decoded = logsRequestFromJson(text);
      if (decoded.ok) executionBatches(decoded.value);
    }),
  );
});

test('what nests without end is refused', () => {
  const nested = (depth: number): string =>
    depth === 0 ? '{}' : `{"arrayValue":{"values":[${nested(depth - 1)}]}}`;
  const request = (depth: number): string =>
    `{"resourceLogs":[{"resource":{"attributes":[{"key":"a","value":${nested(depth)}}]}}]}`;
  assert.equal(logsRequestFromJson(request(10)).ok, true);
  assert.deepEqual(logsRequestFromJson(request(2_000)), {
    ok: false,
    problem: 'values nest too deeply',
  });
  let value = Uint8Array.of();
  for (let depth = 0; depth < 40; depth += 1) {
    // values[0] of an array value, each one byte of tag and one of length.
    const inner = Uint8Array.of(0x0a, value.length, ...value);
    value = Uint8Array.of(0x2a, inner.length, ...inner);
    if (value.length > 100) break;
  }
  const keyValue = Uint8Array.of(0x12, value.length, ...value);
  const attributes = Uint8Array.of(0x0a, keyValue.length, ...keyValue);
  const resource = Uint8Array.of(0x0a, attributes.length, ...attributes);
  const bytes = Uint8Array.of(0x0a, resource.length, ...resource);
  assert.deepEqual(decodeLogsRequest(bytes), { ok: false, problem: 'values nest too deeply' });
});

test('records that are not ours are counted, not believed', () => {
  const attributes = { 'process.pid': -1 };
  const scope = { name: 'x', version: '', attributes: {} };
  const [batch] = executionBatches({
    resourceLogs: [
      {
        resource: { attributes: {} },
        scopeLogs: [
          {
            scope,
            logRecords: [
              { timeUnixNano: 0n, attributes: {} },
              { timeUnixNano: 0n, attributes, eventName: 'process.exec' },
              { timeUnixNano: 0n, attributes, eventName: BATCH.coverageEvent },
            ],
          },
        ],
      },
    ],
  });
  assert.equal(batch?.rejected, 3);
  assert.equal(batch.problem, 'not an execution event');
  assert.deepEqual(
    batch.refused.map(({ index }) => index),
    [0, 1, 2],
  );
  assert.equal(batch.refused.at(2)?.problem, 'the coverage record is not one');
});

test('refused records are numbered over the whole request, and not all of them are kept', () => {
  const event = ExecutionEvent.parse({
    ...{ t: 1, host: 'h', workload: 'w', pid: 1, ppid: 0, uid: 0 },
    ...{ comm: 'c', parent: 'p', exe: '/c', argv: ['c'] },
  });
  const bad = { timeUnixNano: 0n, attributes: {} };
  const scopeLogs = (id: string, logRecords: readonly LogRecord[]): ResourceLogs => ({
    resource: { attributes: { 'host.name': 'h', 'service.name': 'w' } },
    scopeLogs: [
      { scope: { name: '', version: '', attributes: { [BATCH.idAttribute]: id } }, logRecords },
    ],
  });
  const good = eventToLogRecord(event);
  const many = Array.from({ length: 150 }, () => bad);
  const request = {
    resourceLogs: [scopeLogs('a', [good, bad]), scopeLogs('b', [good]), scopeLogs('a', many)],
  };
  const [a, b] = executionBatches(request);
  assert.deepEqual(
    a?.refused.slice(0, 2).map(({ index }) => index),
    [1, 3],
  );
  assert.deepEqual([a.rejected, a.refused.length, b?.rejected], [151, 100, 0]);
  const [none] = executionBatches(request, () => ({ ok: false, problem: 'not today' }));
  assert.deepEqual(none?.refused[0], { index: 0, problem: 'not today' });
  assert.deepEqual(none.events, []);
});

test('a request of nothing but resources or scopes is refused before it fills the memory', () => {
  const problem = 'too many resources or scopes';
  const many = 60_000;
  const empty = Uint8Array.of(0x0a, 0);
  assert.deepEqual(decodeLogsRequest(Buffer.alloc(2 * many, empty)), { ok: false, problem });
  const json = JSON.stringify({ resourceLogs: Array.from({ length: many }, () => ({})) });
  assert.deepEqual(logsRequestFromJson(json), { ok: false, problem });
});
