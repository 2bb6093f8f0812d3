// What the real command tells of a container's executions and of those that look for another way.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { ExecutionEvent } from '@vedette/core';

import { missingForDocker } from './docker/index.ts';
import { startContainer, startEngine } from './fixtures/containers/index.ts';
import { startFleet, type TestFleet, type TestHost, until } from './hosts/index.ts';
import { runCommand } from './hosts/run-command.ts';
import { type RunningSensor, startSensor } from './sensor/start-sensor.ts';

/** The engine's state where the sensor looks for it: each has its own idea of `/var/lib`. */
const WITH_ENGINE =
  'mount -t tmpfs tmpfs /var/lib && ln -s "$1" /var/lib/docker && shift && exec "$@"';
const NOBODY = 65_534;
const ENOENT = 2;

const skip = missingForDocker();

describe('sensor record', { skip }, () => {
  const folder = skip === false ? mkdtempSync(join(tmpdir(), 'vedette-e2e-record-')) : '';
  const output = join(folder, 'events.jsonl');
  const mark = randomUUID();
  let fleet: TestFleet;
  let host: TestHost;
  let sensor: RunningSensor;

  const events = (): ExecutionEvent[] => {
    if (!existsSync(output)) return [];
    const lines = readFileSync(output, 'utf8').split('\n');
    return lines.slice(0, -1).map((line) => ExecutionEvent.parse(JSON.parse(line)));
  };
  const find = async (what: string, fits: (event: ExecutionEvent) => boolean) => {
    const found = await until(
      () => events().find(fits),
      (event) => event !== undefined,
    );
    assert.ok(found, `no event of ${what}`);
    return found;
  };
  /** Whoever starts it for us has the mark among its arguments, too. */
  const marked = (which: string, program: RegExp, kind: ExecutionEvent['kind'] = 'exec') =>
    find(
      which,
      (event) =>
        event.kind === kind && program.test(event.exe) && event.argv.includes(`${mark}-${which}`),
    );

  before(async () => {
    fleet = await startFleet();
    host = await fleet.add({ name: 'watched', system: 'debian' });
    await startEngine(host);
    const state = join(host.rootDir, 'var/lib/docker');
    sensor = startSensor({
      args: ['record', '--output', output, '--state', join(folder, 'state'), '--capture', 'bpf'],
      by: ['unshare', '--mount', 'sh', '-c', WITH_ENGINE, 'sh', state],
    });
    await find('what ran already', ({ kind }) => kind === 'running');
  });
  after(async () => {
    sensor?.signal('SIGKILL');
    await fleet?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says which container and image an execution belongs to, and who only entered', async () => {
    const argv = ['/bin/sh', '-c', 'sleep 60; :', `${mark}-inside`];
    const container = await startContainer(host, { name: 'sensed', argv });
    const inside = await marked('inside', /^\/bin\/busybox$/);
    assert.deepEqual(
      [inside.container, inside.image, inside.workload],
      [container.id, container.image, 'vedette/sensed'],
    );
    const into = ['nsenter', '-t', String(inside.pid), '-m', '-p', '--'];
    await runCommand([...into, '/bin/sh', '-c', 'true', `${mark}-entered`]);
    const entered = await marked('entered', /^\/bin\/busybox$/);
    assert.equal(entered.container, undefined);
    assert.equal(entered.namespaces?.mnt, inside.namespaces?.mnt);
    assert.notEqual(entered.workload, inside.workload);
  });

  it('tells a script, what runs it, and the exit', async () => {
    const script = join(folder, 'script');
    writeFileSync(script, '#!/bin/sh -e\nexit 7\n', { mode: 0o755 });
    const ended = await runCommand([script, `${mark}-script`]);
    assert.equal(ended.exitCode, 7);
    const exec = await marked('script', /sh$/);
    assert.equal(exec.file, script);
    assert.equal(exec.interpreter, '/bin/sh');
    assert.deepEqual(exec.argv, ['/bin/sh', '-e', script, `${mark}-script`]);
    assert.equal(exec.parentExe, process.execPath);
    const exit = await find('the exit', ({ kind, id }) => kind === 'exit' && id === exec.id);
    assert.equal(exit.exitCode, 7);
  });

  it('tells setuid, and what could not be executed', async () => {
    const program = join(folder, 'as-root');
    copyFileSync('/bin/true', program);
    chmodSync(program, 0o4755);
    chmodSync(folder, 0o755);
    const drop = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
    await runCommand([...drop, program, `${mark}-setuid`]);
    const setuid = await marked('setuid', /as-root$/);
    assert.deepEqual([setuid.uid, setuid.euid, setuid.privileged], [NOBODY, 0, true]);
    const absent = join(folder, 'absent');
    await runCommand(['env', absent, `${mark}-absent`]);
    const failed = await marked('absent', /\/env$/, 'exec-failed');
    assert.deepEqual([failed.errno, failed.file], [ENOENT, absent]);
  });

  it('ends on SIGTERM and says that nothing was missed', async () => {
    sensor.signal('SIGTERM');
    assert.equal(await sensor.ended(), 0, sensor.stderr());
    assert.match(sensor.stderr(), /^vedette: \d+ events(?:, \d+ [^,]*cut[^,]*)?/m);
    assert.ok(events().every(({ pid }) => pid !== sensor.pid));
  });
});
