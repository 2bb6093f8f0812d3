import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { ExecutionEvent, VedetteError } from '@vedette/core';

import { createSensor, type SensorOptions } from './create-sensor.ts';
import { CPU_WINDOW_MS, createCpuGovernor } from './limits/cpu-governor.ts';
import { SensorLimits } from './limits/limits.ts';
import { createFakeCapture } from './testing/fake-capture.ts';
import { startReceiver } from './testing/receiver.ts';
import { sumCoverage } from './testing/sums.ts';

const folder = mkdtempSync(join(tmpdir(), 'vedette-sensor-'));
after(() => rmSync(folder, { recursive: true }));
let folders = 0;

function options(sink: SensorOptions['sink']): SensorOptions & { stateFolder: string } {
  folders += 1;
  return {
    ...{ host: 'h', workload: 'given', version: '1', sink, clock: Date.now, random: Math.random },
    stateFolder: join(folder, String(folders)),
    limits: SensorLimits.parse({ flushMs: 20 }),
  };
}

test('an event goes from the capture to the receiver, its secrets hidden, its losses told', async () => {
  const receiver = await startReceiver();
  const capture = createFakeCapture();
  const ship = { endpoint: receiver.url, encoding: 'protobuf' } as const;
  const sensor = await createSensor({ ...options({ ship }), capture });
  capture.exec(['/usr/bin/mysql', '-psecret', 'db']);
  capture.exec(['/bin/x', '--password', 'secret']);
  capture.exec(['/bin/cut'], { argvTruncated: true });
  capture.miss('ring-full', 3);
  await sensor.close();
  await sensor.close();
  const [first, second] = receiver.events();
  assert.match(first?.argv[1] ?? '', /^-p\[redacted:[0-9a-f]{8}\]$/);
  assert.deepEqual(first?.secrets, second?.secrets);
  assert.equal(first?.host, 'h');
  const { coverage, unaccounted } = sumCoverage(receiver.batches.values());
  assert.equal(unaccounted, 0);
  assert.deepEqual(
    [coverage.received, coverage.truncated, coverage.missed],
    [3, 1, { 'ring-full': 3 }],
  );
  await receiver.close();
});

test('a recording is one event a line, inert in a terminal and exact for a reader', async () => {
  const lines: string[] = [];
  const capture = createFakeCapture();
  const sensor = await createSensor({ ...options({ record: (l) => lines.push(l) }), capture });
  const hostile = '\u001b[2J\u009b\u202e\u{e0041}\n';
  capture.exec(['/x', hostile, ''], {
    argv: [Buffer.from('/x'), Buffer.from(hostile), Buffer.from([0x61, 0xff])],
  });
  await sensor.close();
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /^[\u0020-\u007e\ufffd]*\n$/);
  const event = ExecutionEvent.parse(JSON.parse(lines[0] ?? ''));
  assert.deepEqual(event.argv, ['/x', hostile, 'a\ufffd']);
  assert.deepEqual(event.argvRaw, { 2: 'Yf8=' });
});

test('two sensors of one state folder: the second says so', async () => {
  const ship = { endpoint: 'http://127.0.0.1:9', encoding: 'protobuf' } as const;
  const both = { ...options({ ship }), limits: SensorLimits.parse({ drainMs: 0 }) };
  const first = await createSensor({ ...both, capture: createFakeCapture() });
  await assert.rejects(
    createSensor({ ...both, capture: createFakeCapture() }),
    (error) => error instanceof VedetteError && error.code === 'state-locked',
  );
  await first.close();
  await (await createSensor({ ...both, capture: createFakeCapture() })).close();
});

test('over its CPU time a sensor gives up kinds of events in their order, and takes them back', () => {
  const governor = createCpuGovernor(50);
  let usedMs = 0;
  const windows = (count: number, share: number, from: number): number => {
    let nowMs = from;
    for (let window = 0; window < count; window += 1) {
      nowMs += CPU_WINDOW_MS;
      usedMs += CPU_WINDOW_MS * share;
      governor.sample(usedMs, nowMs);
    }
    return nowMs;
  };
  governor.sample(0, 0);
  const kinds = ['exit', 'listen', 'connect', 'exec-failed', 'running', 'exec'] as const;
  const given = () => kinds.filter((kind) => governor.givesUp(kind));
  assert.deepEqual(given(), []);
  let nowMs = windows(1, 0.8, 0);
  assert.deepEqual(given(), ['exit']);
  nowMs = windows(9, 0.8, nowMs);
  assert.deepEqual(given(), ['exit', 'listen', 'connect', 'exec-failed']);
  nowMs = windows(1, 0.45, nowMs);
  assert.equal(given().length, 4);
  windows(3, 0.1, nowMs);
  assert.deepEqual(given(), ['exit']);
});
