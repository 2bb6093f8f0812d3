import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keepSensor } from './keep-sensor.ts';
import type { SensorChild } from './sensor-child.ts';

/** A sensor that ends when it is told to, or with this exit code at once. */
function sensorThat(endsWith: number | 'waits', stopped: string[]): SensorChild {
  const ended = Promise.withResolvers<number | null>();
  if (endsWith !== 'waits') ended.resolve(endsWith);
  return {
    pid: 1,
    ended: ended.promise,
    stop: async () => {
      stopped.push('stop');
      ended.resolve(0);
    },
    abort: () => void stopped.push('abort'),
  };
}

test('one that may not see executions is said and left alone', async () => {
  const said = Promise.withResolvers<string>();
  let starts = 0;
  const start = (): SensorChild => {
    starts += 1;
    return sensorThat(3, []);
  };
  keepSensor(start, said.resolve);
  assert.match(await said.promise, /ended with exit code 3: executions are not seen/);
  assert.equal(starts, 1);
});

test('one that crashed is started again only if nobody stops it meanwhile', async () => {
  const said = Promise.withResolvers<string>();
  const stopped: string[] = [];
  let starts = 0;
  const start = (): SensorChild => {
    starts += 1;
    return sensorThat(70, stopped);
  };
  const kept = keepSensor(start, said.resolve);
  assert.match(await said.promise, /it is started again/);
  await kept.stop();
  assert.deepEqual([starts, stopped], [1, ['stop']]);
});

test('stopping one that runs says nothing', async () => {
  const stopped: string[] = [];
  const kept = keepSensor(
    () => sensorThat('waits', stopped),
    (line) => assert.fail(line),
  );
  await kept.stop();
  assert.deepEqual(stopped, ['stop']);
});
