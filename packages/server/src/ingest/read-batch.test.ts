import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import {
  encodeLogsRequest,
  type ErrorCodeName,
  type LogsRequest,
  logsRequestToJson,
} from '@vedette/core';

import { eventWith, RECEIVED_MS, sensorLogs, sensorRequest } from '../testing/sensor-request.ts';
import { decodeJournalBatch } from './decode-journal-batch.ts';
import { EVENT_BOUNDS } from './event-bounds.ts';
import { type BatchInput, readBatch, type ReadBatch } from './read-batch.ts';

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';
type Taken = Extract<ReadBatch, { ok: true }>;

function read(body: Uint8Array | string, more: Partial<BatchInput> = {}): Promise<ReadBatch> {
  return readBatch({
    ...{ org: 'acme', receivedMs: RECEIVED_MS, contentType: JSON_TYPE, contentEncoding: undefined },
    body: Buffer.from(body),
    ...more,
  });
}

async function taken(body: Uint8Array | string, more: Partial<BatchInput> = {}): Promise<Taken> {
  const batch = await read(body, more);
  assert.ok(batch.ok, batch.ok ? '' : batch.error.message);
  for (const { record, decoded } of batch.batches) {
    // A copy, as it comes from the journal.
    assert.deepEqual(decodeJournalBatch({ ...record }), decoded);
    assert.equal(decodeJournalBatch(record), decoded);
  }
  return batch;
}

async function refused(
  body: Uint8Array | string,
  more: Partial<BatchInput> = {},
): Promise<ErrorCodeName> {
  const batch = await read(body, more);
  assert.equal(batch.ok, false);
  return batch.error.code;
}

test("a sensor's batch is the same in every form that it may have", async () => {
  const events = [eventWith(), eventWith({ workload: 'db', kind: 'exit', exitCode: 1 })];
  const request = sensorRequest('batch-1', events, { lost: 3 });
  const protobuf = encodeLogsRequest(request);
  const json = Buffer.from(logsRequestToJson(request));
  const forms: [Uint8Array, Partial<BatchInput>][] = [
    [protobuf, { contentType: PROTOBUF }],
    [protobuf, { contentType: undefined }],
    [gzipSync(protobuf), { contentType: PROTOBUF, contentEncoding: 'gzip' }],
    [json, { contentType: 'Application/JSON; charset=utf-8' }],
    [json, { contentType: undefined }],
    [gzipSync(json), { contentEncoding: ' GZIP ' }],
  ];
  for (const [body, more] of forms) {
    const { batches, ...rest } = await taken(body, { ...more, batchId: 'of the header' });
    const [batch] = batches;
    assert.equal(batches.length, 1);
    assert.deepEqual(batch?.decoded.events, events);
    assert.deepEqual(batch.decoded.coverage?.coverage.dropped, { memory: 3 });
    assert.equal(batch.decoded.coverage.host, 'web-1');
    assert.deepEqual([batch.record.batchId, batch.record.org], ['batch-1', 'acme']);
    assert.deepEqual(rest, {
      ...{ ok: true, accepted: 2, rejected: 0, refusals: [], cut: 0, clockOff: 0 },
      response: { rejectedLogRecords: 0, errorMessage: '' },
    });
  }
});

test('bad records are refused by number and reason while the rest is taken', async () => {
  const extra = [
    { timeUnixNano: 0n, attributes: {} },
    { timeUnixNano: 0n, attributes: { 'process.pid': -1 }, eventName: 'process.exec' },
  ];
  const request = sensorRequest('b', [eventWith(), eventWith({ workload: '' })], { extra });
  const batch = await taken(logsRequestToJson(request));
  assert.deepEqual([batch.accepted, batch.rejected], [1, 3]);
  assert.deepEqual(batch.refusals, [
    { index: 1, reason: 'workload: is empty' },
    { index: 2, reason: 'not an execution event' },
    { index: 3, reason: batch.refusals[2]?.reason },
  ]);
  assert.equal(batch.response.rejectedLogRecords, 3);
  assert.match(batch.response.errorMessage, /^record 1: workload: is empty; record 2: not an ex/);
});

const published = {
  ...{ cluster_id: '', ts: RECEIVED_MS - 5, namespace: '', workload: '', pod: '', node: 'db-1' },
  ...{ event_type: 'unusual_process', severity: 'warn', pid: 812, process_name: 'bash' },
  ...{ cmdline: '/bin/bash -c', parent_process: '', remote_ip: '', remote_port: 0, local_port: 0 },
  ...{ protocol: '', rule_id: 'SHELL_SPAWN_NONROOT', description: 'a shell' },
};

test('a bare list of the published agent is taken, item by item', async () => {
  const connection = {
    ...{ event_type: 'outbound_conn', remote_ip: '203.0.113.9', remote_port: 4444 },
    ...{ protocol: 'TCP', workload: 'api', cmdline: '' },
  };
  const items = [
    published,
    { ...published, ...connection },
    { ...published, pid: 'x' },
    7,
    eventWith({ t: RECEIVED_MS }),
    { ...published, ts: null },
  ];
  const batch = await taken(` \n${JSON.stringify(items)}`);
  const [first, second, third] = batch.batches[0]?.decoded.events ?? [];
  assert.deepEqual(first, {
    ...{ kind: 'exec', t: RECEIVED_MS - 5, host: 'db-1', workload: 'db-1', pid: 812, ppid: 0 },
    ...{ uid: 2 ** 32 - 1, comm: 'bash', parent: '', exe: '/bin/bash', argv: ['/bin/bash', '-c'] },
  });
  const endpoint = { protocol: 'tcp', address: '203.0.113.9', port: 4444 };
  assert.deepEqual([second?.kind, second?.workload, second?.argv], ['connect', 'api', ['bash']]);
  assert.deepEqual(second?.endpoint, endpoint);
  assert.deepEqual(third, eventWith({ t: RECEIVED_MS }));
  assert.deepEqual(
    batch.refusals.map(({ index }) => index),
    [2, 3, 5],
  );
  assert.equal(batch.batches[0]?.record.format, 'events-json');
});

test('secrets of senders that do not hide them are hidden', async () => {
  const cmdline = 'curl -u deploy:Swordfish12 https://example.com';
  const batch = await taken(JSON.stringify([{ ...published, cmdline }]));
  const [event] = batch.batches[0]?.decoded.events ?? [];
  assert.equal(event?.redacted, 1);
  assert.ok(!JSON.stringify(event).includes('Swordfish12'));
});

test('more text to look through than an honest sender has is refused, and said', async () => {
  const cmdline = 'mysql -px '.repeat(10_000);
  const batch = await taken(
    JSON.stringify(Array.from({ length: 40 }, () => ({ ...published, cmdline }))),
  );
  assert.ok(batch.rejected > 0 && batch.accepted > 0);
  assert.match(batch.refusals[0]?.reason ?? '', /smaller batches/);
});

test('a repeat has the id of what it repeats', async () => {
  const body = JSON.stringify([published]);
  const [a, b] = [await taken(body), await taken(gzipSync(body), { contentEncoding: 'gzip' })];
  assert.match(a.batches[0]?.record.batchId ?? '', /^sha256:[0-9a-f]{64}$/);
  assert.equal(a.batches[0]?.record.batchId, b.batches[0]?.record.batchId);
  const named = await taken(body, { batchId: 'n' });
  assert.equal(named.batches[0]?.record.batchId, 'n');
  const long = await taken(body, { batchId: 'n'.repeat(1_000) });
  assert.match(long.batches[0]?.record.batchId ?? '', /^sha256:/);
});

test("a Collector's joined batches are taken apart, with their own ids", async () => {
  const a = [eventWith({ pid: 1 }), eventWith({ pid: 2, workload: 'db' }), eventWith({ pid: 3 })];
  const b = [eventWith({ pid: 4, host: 'web-2' })];
  const c = [eventWith({ pid: 5, argv: ['x', '\ud800'] })];
  const request: LogsRequest = {
    resourceLogs: [
      ...sensorLogs('a', a, { lost: 2 }),
      ...sensorLogs(undefined, c),
      ...sensorLogs('b', b, { extra: [{ timeUnixNano: 0n, attributes: {} }] }),
    ],
  };
  const batch = await taken(logsRequestToJson(request), { batchId: 'of the header' });
  const ids = batch.batches.map(({ record }) => record.batchId);
  assert.deepEqual([ids[0], ids[2], batch.rejected], ['a', 'b', 1]);
  assert.match(ids[1] ?? '', /^sha256:/);
  const [first, second, third] = batch.batches.map(({ decoded }) => decoded);
  assert.deepEqual(first?.events, a);
  assert.deepEqual(first.coverage?.coverage.dropped, { memory: 2 });
  assert.deepEqual(second?.events[0]?.argv, ['x', '\ufffd']);
  assert.deepEqual(third, { events: b, coverage: null });
  const alone = await taken(encodeLogsRequest(sensorRequest('a', a)), { contentType: PROTOBUF });
  assert.equal(alone.batches[0]?.record.batchId, 'a');
});

test('a request of more batches than a Collector joins is refused', async () => {
  const event = [eventWith()];
  const ids = Array.from({ length: 10_001 }, (_, index) => String(index));
  const request = { resourceLogs: ids.flatMap((id) => sensorLogs(id, event)) };
  assert.equal(
    await refused(encodeLogsRequest(request), { contentType: PROTOBUF }),
    'request-invalid',
  );
});

test('what is not readable is refused with what would be', async () => {
  const gzip = { contentEncoding: 'gzip' };
  assert.equal(await refused('[]', { contentEncoding: 'br' }), 'media-type-refused');
  assert.equal(await refused('[]', { contentEncoding: 'gzip, gzip' }), 'media-type-refused');
  assert.equal(await refused('[]', { contentType: 'text/csv' }), 'media-type-refused');
  assert.equal(await refused('[]', gzip), 'request-invalid');
  assert.equal(await refused(gzipSync('[]').subarray(0, 15), gzip), 'request-invalid');
  for (const body of [
    '',
    '[',
    '{"resourceLogs":7}',
    '{"a":1}',
    '7',
    'null x',
    '{"resourceLogs":[7]}',
  ]) {
    assert.equal(await refused(body), 'request-invalid', body);
  }
  assert.equal(await refused('[]', { contentType: PROTOBUF }), 'request-invalid');
});

test('what is empty is taken, and leaves nothing in the journal', async () => {
  for (const body of ['[]', '{}', '{"resourceLogs":[]}']) {
    assert.deepEqual((await taken(body)).batches, []);
  }
  assert.deepEqual((await taken('', { contentType: PROTOBUF })).batches, []);
});

test('a body that grows is stopped where it may grow no further', async () => {
  const limits = { bodyBytesMax: 1024 * 1024 };
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, '['));
  const before = process.memoryUsage().rss;
  assert.equal(await refused(bomb, { contentEncoding: 'gzip', limits }), 'body-too-large');
  assert.ok(process.memoryUsage().rss - before < 32 * 1024 * 1024);
  const large = Buffer.alloc(limits.bodyBytesMax + 1, ' ');
  assert.equal(await refused(large, { limits }), 'body-too-large');
  // As bytes it is small; as objects it would be twenty times that.
  assert.equal(await refused(`[${'{},'.repeat(2_000_000)}{}]`), 'request-invalid');
  assert.equal(await refused(`{"resourceLogs":[${'{},'.repeat(2_000_000)}{}]}`), 'request-invalid');
  assert.equal(await refused('['.repeat(500_000)), 'request-invalid');
});

test('what is too long is cut and says so', async () => {
  const argv = ['sh', '-c', 'x'.repeat(EVENT_BOUNDS.argvCharsMax), 'never seen'];
  const long = eventWith({ argv, exe: '/'.repeat(5_000), comm: 'c'.repeat(300) });
  const many = eventWith({ argv: Array.from({ length: 5_000 }, () => 'a'), argc: 6_000 });
  const batch = await taken(JSON.stringify([long, many, eventWith()]));
  const [first, second] = batch.batches[0]?.decoded.events ?? [];
  assert.equal(batch.cut, 2);
  assert.equal(first?.argv.join('').length, EVENT_BOUNDS.argvCharsMax);
  const bytes = argv.join('').length + argv.length;
  assert.deepEqual([first.argv.length, first.argvTruncated, first.argc], [3, true, 4]);
  assert.deepEqual([first.argvBytes, first.exe.length, first.comm.length], [bytes, 4_096, 256]);
  assert.deepEqual([second?.argv.length, second?.argc], [EVENT_BOUNDS.argvMax, 6_000]);
});

test('an event whose clock is far off is kept at the time when it was received', async () => {
  const HOUR_MS = 3_600_000;
  const times = [0, RECEIVED_MS - 29 * 24 * HOUR_MS, RECEIVED_MS + HOUR_MS, 8.6e15, 1e300];
  const batch = await taken(JSON.stringify(times.map((t) => eventWith({ t }))));
  assert.deepEqual(
    batch.batches[0]?.decoded.events.map(({ t }) => t),
    [RECEIVED_MS, times[1], times[2], RECEIVED_MS, RECEIVED_MS],
  );
  assert.equal(batch.clockOff, 3);
});
