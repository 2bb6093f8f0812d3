import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { createSensor } from './create-sensor.ts';
import { SensorLimits } from './limits/limits.ts';
import { startReceiver } from './testing/receiver.ts';
import { sumCoverage } from './testing/sums.ts';

const folder = mkdtempSync(join(tmpdir(), 'vedette-real-'));
after(() => rmSync(folder, { recursive: true }));

test('what this kernel runs arrives at a receiver, redacted, and the sums agree', async () => {
  const receiver = await startReceiver();
  const sensor = await createSensor({
    ...{ host: 'h', workload: 'w', version: '1', stateFolder: folder, capture: 'auto' },
    ...{ clock: Date.now, random: Math.random },
    sink: { ship: { endpoint: receiver.url, encoding: 'protobuf' } },
    limits: SensorLimits.parse({ batchAgeMs: 200, flushMs: 50, urgentAgeMs: 50 }),
  });
  const mark = randomUUID();
  // A shell of its own: what the sensor's process starts itself is left out.
  const script = `setsid -f sh -c 'sleep 1; : ${mark} --password hunter2'`;
  await new Promise((resolve) => {
    execFile('setsid', ['-f', 'sh', '-c', script], resolve);
  });
  const mine = () => receiver.events().filter(({ argv }) => argv.join(' ').includes(mark));
  await receiver.until(() => mine().length > 0 || sensor.source === 'poll');
  await sensor.close();
  assert.ok(receiver.events().some(({ kind }) => kind === 'running'));
  for (const { argv, redacted } of mine()) {
    assert.doesNotMatch(argv.join(' '), /hunter2/);
    assert.ok((redacted ?? 0) > 0);
  }
  assert.equal(sumCoverage(receiver.batches.values()).unaccounted, 0);
  await receiver.close();
});
