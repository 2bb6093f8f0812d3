import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

import { encodeLogsResponse, type ExecutionEvent } from '@vedette/core';

import { type CoverageLedger, createCoverageLedger } from '../batch/coverage-ledger.ts';
import type { Encoding } from '../export/request-body.ts';
import { SensorLimits } from '../limits/limits.ts';
import { type Receiver, startReceiver } from '../testing/receiver.ts';
import { sumCoverage } from '../testing/sums.ts';
import { createShippingSink, type ShippingSink } from './shipping-sink.ts';

const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-ship-'));
  folders.push(folder);
  return folder;
}

interface Rig {
  readonly sink: ShippingSink;
  readonly ledger: CoverageLedger;
  readonly notices: string[];
  /** Resolves when the first notice was given. */
  readonly noticed: Promise<void>;
  /** Hands over so many events. */
  readonly give: (events: number, fields?: Partial<ExecutionEvent>) => void;
}

function rig(
  url: string,
  stateFolder: string,
  { limits = {}, encoding = 'protobuf' }: { limits?: object; encoding?: Encoding } = {},
): Rig {
  const ledger = createCoverageLedger();
  const notices: string[] = [];
  const { promise: noticed, resolve } = Promise.withResolvers<void>();
  let pid = 0;
  const sink = createShippingSink({
    stateFolder,
    destination: { endpoint: url, token: 'T', encoding },
    identity: { host: 'h', hostId: 'id', workload: 'sensor', version: '1' },
    limits: SensorLimits.parse({ batchEvents: 10, flushMs: 20, drainMs: 2_000, ...limits }),
    ledger,
    nowMs: Date.now,
    random: () => 0,
    notice(text) {
      notices.push(text);
      resolve();
    },
  });
  return {
    sink,
    ledger,
    notices,
    noticed,
    give(events, fields = {}) {
      for (let count = 0; count < events; count += 1) {
        pid += 1;
        ledger.received();
        sink.take(event(pid, fields));
      }
      sink.tick();
    },
  };
}

function event(pid: number, fields: Partial<ExecutionEvent>): ExecutionEvent {
  const who = { host: 'h', workload: 'w', ppid: 1, uid: 0, comm: 'c', parent: 'p', exe: '/bin/x' };
  return { t: 1_700_000_000_000.5, ...who, pid, argv: ['x', String(pid)], kind: 'exec', ...fields };
}

function assertAll(receiver: Receiver, events: number): void {
  const { delivered, unaccounted } = sumCoverage(receiver.batches.values());
  assert.deepEqual({ delivered, unaccounted }, { delivered: events, unaccounted: 0 });
}

for (const encoding of ['protobuf', 'json'] as const) {
  test(`what goes in comes out, as ${encoding}`, async () => {
    const receiver = await startReceiver();
    const { sink, give } = rig(receiver.url, newFolder(), { encoding });
    give(25, { workload: 'other', argv: ['', 'a\nb', 'ü'], uid: 7, euid: 0 });
    await sink.close();
    assertAll(receiver, 25);
    assert.deepEqual(
      receiver.events()[0],
      event(1, { workload: 'other', argv: ['', 'a\nb', 'ü'], uid: 7, euid: 0 }),
    );
    const [first] = receiver.requests;
    assert.equal(first?.url, '/v1/logs');
    assert.equal(first?.headers.authorization, 'Bearer T');
    assert.equal(first?.headers['content-encoding'], 'gzip');
    await receiver.close();
  });
}

test('a receiver that is down for a while gets each event once', async () => {
  const before = await startReceiver();
  const port = Number(new URL(before.url).port);
  await before.close();
  const { sink, give, notices, noticed } = rig(before.url, newFolder());
  give(35);
  await noticed;
  assert.equal(sink.status().waiting.batches, 3);
  const receiver = await startReceiver(port);
  await receiver.until(() => receiver.events().length === 30);
  await sink.close();
  assertAll(receiver, 35);
  assert.match(notices[0] ?? '', /cannot deliver/);
  await receiver.close();
});

test('a batch that was taken but not answered for is sent again and counted once', async () => {
  const receiver = await startReceiver();
  receiver.answers.push({ status: 200, hangUp: true });
  const { sink, give } = rig(receiver.url, newFolder());
  give(10);
  await sink.close();
  assert.equal(receiver.requests.length, 2);
  assert.equal(
    receiver.requests[0]?.headers['vedette-batch-id'],
    receiver.requests[1]?.headers['vedette-batch-id'],
  );
  assertAll(receiver, 10);
  await receiver.close();
});

test('429 with Retry-After is waited for', async () => {
  const receiver = await startReceiver();
  const times: number[] = [];
  receiver.answers.push({ status: 429, headers: { 'retry-after': '1' } }, { status: 503 });
  const { sink, give } = rig(receiver.url, newFolder(), { limits: { drainMs: 10_000 } });
  void receiver.until(() => {
    times.push(performance.now());
    return false;
  });
  give(10);
  await sink.close();
  assert.equal(receiver.requests.length, 3);
  assert.ok((times[2] ?? 0) - (times[1] ?? 0) >= 950, 'waited as long as it was told to');
  assertAll(receiver, 10);
  await receiver.close();
});

test('a batch that is refused for good is set aside, counted and said', async () => {
  const receiver = await startReceiver();
  receiver.answers.push({ status: 400 });
  const folder = newFolder();
  const { sink, give, notices } = rig(receiver.url, folder);
  give(10);
  await receiver.until(() => receiver.requests.length === 1);
  give(10);
  await sink.close();
  await receiver.close();
  const { coverage, unaccounted } = sumCoverage(receiver.batches.values());
  assert.deepEqual(coverage.refused, { batches: 1, events: 10 });
  assert.equal(unaccounted, 0);
  assert.match(notices.join('\n'), /refused batch .* HTTP 400/);
  assert.equal(readdirSync(join(folder, 'spool')).filter((f) => f.endsWith('aside-400')).length, 1);
});

test('what a wrong token kept back is delivered after the next start', async () => {
  const receiver = await startReceiver();
  receiver.answers.push({ status: 401 });
  const folder = newFolder();
  const wrong = rig(receiver.url, folder);
  wrong.give(10);
  await wrong.sink.close();
  const right = rig(receiver.url, folder);
  right.give(5);
  await right.sink.close();
  assertAll(receiver, 15);
  assert.equal(sumCoverage(receiver.batches.values()).coverage.restored.events, 10);
  await receiver.close();
});

test('a redirect is not followed, least of all with the token', async () => {
  const elsewhere = await startReceiver();
  const receiver = await startReceiver();
  receiver.answers.push({ status: 307, headers: { location: `${elsewhere.url}/v1/logs` } });
  const { sink, give } = rig(receiver.url, newFolder());
  give(10);
  await sink.close();
  assert.equal(elsewhere.requests.length, 0);
  await receiver.close();
  await elsewhere.close();
});

test('records that a receiver rejects are counted', async () => {
  const receiver = await startReceiver();
  const body = encodeLogsResponse({ rejectedLogRecords: 3, errorMessage: 'too old' });
  receiver.answers.push({ status: 200, body });
  const { sink, give, notices } = rig(receiver.url, newFolder());
  give(10);
  await receiver.until(() => receiver.requests.length === 1);
  give(10);
  await sink.close();
  assert.match(notices.join('\n'), /rejected 3 records: too old/);
  await receiver.close();
});

test('a server that never answers is given up on, and what waits is kept', async () => {
  const receiver = await startReceiver();
  await receiver.close();
  const folder = newFolder();
  const { sink, give } = rig(receiver.url, folder, { limits: { drainMs: 50 } });
  give(25);
  await sink.close();
  const again = await startReceiver();
  const next = rig(again.url, folder);
  await next.sink.close();
  assertAll(again, 25);
  assert.equal(sumCoverage(again.batches.values()).coverage.uncleanStops, 0);
  await again.close();
});

describe('when the spool is full', () => {
  test('the oldest that is not urgent goes first, and nothing goes uncounted', async () => {
    const down = await startReceiver();
    await down.close();
    const folder = newFolder();
    const limits = { spoolBytes: 1024 * 1024, batchEvents: 100, drainMs: 0 };
    const { sink, give } = rig(down.url, folder, { limits });
    give(100, { memfd: true });
    const big = { argv: ['x'.repeat(2_000)] };
    for (let round = 0; round < 10; round += 1) give(100, big);
    await sink.close();
    assert.ok(sink.status().waiting.bytes <= 1024 * 1024 + 10_000);
    const receiver = await startReceiver();
    const next = rig(receiver.url, folder);
    await next.sink.close();
    const { coverage, delivered, unaccounted } = sumCoverage(receiver.batches.values());
    assert.equal(coverage.received, 1_100);
    assert.equal(unaccounted, 0);
    assert.ok(coverage.evicted.events >= 400 && delivered > 100, JSON.stringify(coverage));
    assert.ok(receiver.events().some(({ memfd }) => memfd === true));
    await receiver.close();
  });
});

test('an urgent event leaves within its second, others when their batch is full or old', async () => {
  const receiver = await startReceiver();
  const { sink, give, ledger } = rig(receiver.url, newFolder(), { limits: { urgentAgeMs: 50 } });
  const timer = setInterval(sink.tick, 10);
  give(1);
  give(1, { kind: 'connect', exe: '/bin/bash' });
  await receiver.until(() => receiver.events().length === 2);
  clearInterval(timer);
  ledger.drop('test', 3);
  await sink.close();
  assert.equal(sumCoverage(receiver.batches.values()).coverage.dropped['test'], 3);
  await receiver.close();
});
