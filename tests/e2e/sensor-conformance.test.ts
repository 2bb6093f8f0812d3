// A receiver not written by us: OpenTelemetry's own generated code reads what the sensor sends and
// writes what it is answered.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { type OfficialReceiver, startOfficialReceiver } from './sensor/official-receiver.ts';
import { missingForSensor } from './sensor/requirements.ts';
import { runMarked } from './sensor/run-marked.ts';
import { startSensor, untilSaid } from './sensor/start-sensor.ts';

type Scope =
  OfficialReceiver['requests'][number]['request']['resourceLogs'][number]['scopeLogs'][number];
type LogRecord = Scope['logRecords'][number];
type Attributes = LogRecord['attributes'];

const EXECUTIONS = 5;
const SEVERITY_INFO = 9;
const NS_PER_MS = 1_000_000;
const MINUTE_MS = 60_000;
/** As OTLP's JSON and binary forms tell the kinds of values. */
const KINDS = new Set([
  'stringValue',
  'intValue',
  'doubleValue',
  'boolValue',
  'arrayValue',
  'kvlistValue',
]);

function valueOf(attributes: Attributes, key: string): Readonly<Record<string, unknown>> {
  return attributes.find((attribute) => attribute.key === key)?.value ?? {};
}

function argumentsOf({ attributes }: LogRecord): unknown {
  return valueOf(attributes, 'process.command_args')['arrayValue'];
}

function recordsOf({ requests }: OfficialReceiver): LogRecord[] {
  return requests.flatMap(({ request }) =>
    request.resourceLogs.flatMap(({ scopeLogs }) =>
      scopeLogs.flatMap(({ logRecords }) => logRecords),
    ),
  );
}

/** The names of a record's attributes, each with the kind of its value. */
function shapeOf({ attributes }: LogRecord): string[] {
  return attributes.map(({ key, value }) => `${key} ${Object.keys(value).join()}`).toSorted();
}

const shapes = new Map<string, string[]>();

for (const [encoding, type] of [
  ['protobuf', 'application/x-protobuf'],
  ['json', 'application/json'],
] as const) {
  test(`OpenTelemetry's own code takes ${encoding}`, { skip: missingForSensor() }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vedette-e2e-conformance-'));
    const mark = randomUUID();
    const receiver = await startOfficialReceiver('one too many');
    const sensor = startSensor({
      args: [
        ...['run', '--endpoint', receiver.url, '--state', join(folder, 'state')],
        ...['--capture', 'bpf', '--encoding', encoding, '--batch-age', '1s'],
      ],
    });
    try {
      await untilSaid(sensor, /sees executions by bpf/);
      await runMarked(mark, 0, EXECUTIONS);
      await untilSaid(sensor, /the receiver rejected 1 records: one too many/);
      sensor.signal('SIGTERM');
      assert.equal(await sensor.ended(), 0, sensor.stderr());

      for (const { headers, request, unknown } of receiver.requests) {
        assert.deepEqual(unknown, []);
        assert.deepEqual([headers['content-type'], headers['content-encoding']], [type, 'gzip']);
        for (const { resource, scopeLogs } of request.resourceLogs) {
          assert.equal(valueOf(resource.attributes, 'host.name')['stringValue'], hostname());
          assert.ok(valueOf(resource.attributes, 'service.name')['stringValue']);
          for (const { scope } of scopeLogs) {
            const id = valueOf(scope.attributes, 'vedette.batch.id');
            assert.deepEqual(id, { stringValue: headers['vedette-batch-id'] });
          }
        }
      }
      const records = recordsOf(receiver);
      const mine = (number: number): LogRecord | undefined =>
        records.find((record) => {
          const values = ['/bin/true', mark, String(number)].map((text) => ({ stringValue: text }));
          const isExec = record.eventName === 'process.exec';
          return isExec && JSON.stringify(argumentsOf(record)) === JSON.stringify({ values });
        });
      for (let number = 0; number < EXECUTIONS; number += 1) {
        const record = mine(number);
        assert.ok(record, `execution ${number} did not arrive`);
        assert.equal(record.severityNumber, SEVERITY_INFO);
        const ageMs = Date.now() - Number(record.timeUnixNano) / NS_PER_MS;
        assert.ok(ageMs >= 0 && ageMs < MINUTE_MS, record.timeUnixNano);
        for (const { value } of record.attributes) {
          assert.deepEqual(
            Object.keys(value).filter((kind) => !KINDS.has(kind)),
            [],
          );
        }
        shapes.set(encoding, shapeOf(record));
      }
      const rejected = records
        .filter(({ eventName }) => eventName === 'vedette.coverage')
        .map(({ attributes }) =>
          Number(valueOf(attributes, 'vedette.coverage.rejected')['intValue']),
        );
      assert.equal(
        rejected.reduce((sum, count) => sum + count, 0),
        1,
        'told once, in a later batch',
      );
      assert.equal(rejected[0], 0);
    } finally {
      sensor.signal('SIGKILL');
      await receiver.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

test(
  'both encodings tell an execution by the same attributes',
  { skip: missingForSensor() },
  () => {
    assert.ok((shapes.get('json')?.length ?? 0) > 10);
    assert.deepEqual(shapes.get('json'), shapes.get('protobuf'));
  },
);
