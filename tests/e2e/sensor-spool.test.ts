// The real command loses its receiver, its life and its disk; nothing that it kept is lost.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { until } from './hosts/index.ts';
import { startReceiver } from './sensor/receiver.ts';
import { missingForSensor } from './sensor/requirements.ts';
import { runMarked } from './sensor/run-marked.ts';
import { mountSmallDisk } from './sensor/small-disk.ts';
import { type RunningSensor, startSensor, untilSaid } from './sensor/start-sensor.ts';
import { deliveries, sumsOf } from './sensor/sums.ts';

/** Room for what else the machine runs meanwhile. */
const DISK_BYTES = 8 * 1024 * 1024;
const EACH = 40;

test(
  'receiver down, kill -9, disk full: each event is delivered once',
  {
    skip: missingForSensor(),
  },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vedette-e2e-spool-'));
    const disk = await mountSmallDisk(folder, DISK_BYTES);
    const mark = randomUUID();
    const absent = await startReceiver();
    await absent.close();
    let sensor: RunningSensor | undefined;
    const start = async (): Promise<RunningSensor> => {
      const args = ['run', '--endpoint', absent.url, '--state', folder, '--capture', 'bpf'];
      sensor = startSensor({ args, by: disk.enter });
      await untilSaid(sensor, /sees executions by bpf/);
      return sensor;
    };
    const untilKept = async (executions: number): Promise<void> => {
      const kept = await until(
        () => disk.count(mark),
        (count) => count >= executions,
      );
      assert.ok(kept >= executions, `${kept} of ${executions}: ${sensor?.stderr()}`);
    };
    const kill = async (running: RunningSensor): Promise<void> => {
      running.signal('SIGKILL');
      assert.equal(await running.ended(), null);
    };
    try {
      const first = await start();
      await runMarked(mark, 0, EACH);
      await untilKept(EACH);
      await kill(first);

      const second = await start();
      disk.fill();
      await runMarked(mark, EACH, 2 * EACH);
      await untilSaid(second, /cannot write to /);
      disk.free();
      await untilSaid(second, /can be written to again/);
      await untilKept(2 * EACH);
      await kill(second);

      // The first batch is taken and not acknowledged: it comes again.
      const receiver = await startReceiver({ port: absent.port, hangUps: 1 });
      const third = await start();
      await receiver.until((batches) => deliveries(batches, mark).size === 2 * EACH);
      await runMarked(mark, 2 * EACH, 3 * EACH);
      third.signal('SIGTERM');
      assert.equal(await third.ended(), 0, third.stderr());

      const counts = deliveries(receiver.batches, mark);
      assert.deepEqual(
        Array.from({ length: 3 * EACH }, (_, number) => counts.get(number)),
        Array.from({ length: 3 * EACH }, () => 1),
      );
      const { coverage, unaccounted } = sumsOf(receiver.batches);
      assert.equal(unaccounted, 0);
      assert.equal(coverage.uncleanStops, 2);
      assert.deepEqual(coverage.missed, {});
      assert.ok(receiver.repeats() >= 1);
      assert.equal(disk.count(mark), 0);
      await receiver.close();
    } finally {
      sensor?.signal('SIGKILL');
      await disk.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
