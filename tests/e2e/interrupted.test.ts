// Ctrl-C, twice, and SIGKILL: the real command while it sweeps real sshd hosts.
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import {
  inventoryToml,
  missingRequirements,
  processesMentioning,
  readSweep,
  startFleet,
  startVedette,
  type TestFleet,
  type TestHost,
  until,
} from './hosts/index.ts';
import { addStuckHost, STUCK_IN } from './hosts/stuck-host.ts';

/** Short, because a probe that hangs is waited for; long enough for one on a busy machine. */
const TIMEOUT_SECS = 20;
const settings = { ssh_timeout_secs: TIMEOUT_SECS };
/** The probe ends itself within the time-out; this leaves a busy machine time to do it. */
const PROBE_GONE_MAX_MS = 2 * TIMEOUT_SECS * 1_000;

const alone = (host: TestHost): Promise<string[]> =>
  until(
    () => host.processes(),
    (list) => list.length === 1,
    PROBE_GONE_MAX_MS,
  );

describe('a sweep that is interrupted', { skip: missingRequirements() }, () => {
  let fleet: TestFleet;
  const hosts = new Map<string, TestHost>();
  const host = (name: string): TestHost => {
    const found = hosts.get(name);
    assert.ok(found, name);
    return found;
  };
  const some = (...names: string[]): TestHost[] => names.map(host);
  const newState = (): string => mkdtempSync(join(fleet.dir, 'state-'));

  before(async () => {
    fleet = await startFleet();
    const added = await Promise.all([
      fleet.add({ name: 'dash', system: 'debian' }),
      fleet.add({ name: 'small', system: 'busybox' }),
      addStuckHost(fleet),
    ]);
    for (const one of added) hosts.set(one.name, one);
  });
  after(() => fleet.close());

  it('finishes what runs at the first Ctrl-C, and starts no other host', async () => {
    const inventory = inventoryToml({
      fleet,
      hosts: some('dash', 'small'),
      settings: { concurrency: 1 },
    });
    const running = startVedette({
      args: ['sweep', '--inventory', inventory, '--json'],
      stateHome: newState(),
    });
    await until(
      () => host('dash').processes(),
      (list) => list.some((line) => line.includes('sh -s')),
    );
    running.signal('SIGINT');
    const swept = readSweep(await running.ended);
    assert.deepEqual(
      {
        dash: swept.host('dash').status,
        small: swept.host('small').status,
        exitCode: swept.exitCode,
      },
      { dash: 'clean', small: 'unreachable', exitCode: 3 },
    );
    assert.deepEqual((await alone(host('dash'))).length, 1);
  });

  it('ends at once at the second Ctrl-C with 130, and the probe ends too', async () => {
    const inventory = inventoryToml({
      fleet,
      hosts: some('stuck', 'small'),
      settings: { ...settings, concurrency: 1 },
    });
    const running = startVedette({
      args: ['sweep', '--inventory', inventory, '--json'],
      stateHome: newState(),
    });
    await until(
      () => host('stuck').processes(),
      (list) => list.some((line) => line.includes(STUCK_IN)),
    );
    running.signal('SIGINT');
    // The kernel makes one of two signals that come at once.
    await until(
      () => running.said(),
      (text) => text.includes('Ctrl-C again'),
    );
    running.signal('SIGINT');
    const swept = readSweep(await running.ended);
    assert.equal(swept.exitCode, 130);
    assert.equal(swept.report.aborted, true);
    assert.ok(swept.report.hosts.every(({ status }) => status !== 'clean'));
    assert.equal((await alone(host('stuck'))).length, 1);
    assert.deepEqual(processesMentioning(fleet.sshConfig), []);
  });

  it('leaves nothing on a host when it is killed in the middle', async () => {
    const inventory = inventoryToml({ fleet, hosts: some('stuck'), settings });
    const running = startVedette({
      args: ['sweep', '--inventory', inventory],
      stateHome: newState(),
    });
    await until(
      () => host('stuck').processes(),
      (list) => list.some((line) => line.includes(STUCK_IN)),
    );
    running.signal('SIGKILL');
    assert.equal((await running.ended).exitCode, null);
    // Nobody is left to end the connection, so it ends itself, some seconds after the probe.
    assert.equal((await alone(host('stuck'))).length, 1);
    const clients = await until(
      () => processesMentioning(join(fleet.dir, 'vedette-')),
      (list) => list.length === 0,
    );
    assert.deepEqual(clients, []);
  });
});
