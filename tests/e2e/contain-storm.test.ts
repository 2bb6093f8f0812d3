// More slam-dunks than one run may freeze: the rest is said to be a storm.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { containedOf } from './contain/findings.ts';
import { type ContainGround, startGround } from './contain/ground.ts';
import { claim, confess, LIAR, truth } from './contain/liar.ts';
import { startMiner } from './contain/miner.ts';
import { stateOf } from './contain/ticks.ts';
import { type HostProcess, type HostsSwept, missingRequirements } from './hosts/index.ts';

const MINERS = 5;

describe('a storm of slam-dunks', { skip: missingRequirements(['gcc']) }, () => {
  let ground: ContainGround;
  const miners = new Map<string, HostProcess[]>();

  const states = (swept: HostsSwept, name: string): string[] =>
    (miners.get(name) ?? [])
      .map(({ pid }) => containedOf(swept.host(name), pid)?.state ?? 'nothing')
      .toSorted();
  const stoppedOn = (name: string): number => {
    const host = ground.hosts.find((one) => one.name === name);
    assert.ok(host);
    return (miners.get(name) ?? []).filter(({ pid }) => stateOf(host, pid) === 'T').length;
  };

  before(async () => {
    ground = await startGround({
      hosts: [LIAR, { name: 'web', system: 'debian' }, { name: 'db', system: 'debian' }],
    });
    for (const host of ground.hosts.slice(1)) {
      const started: HostProcess[] = [];
      for (let at = 0; at < MINERS; at += 1) {
        // A copy of the same program runs from another file, so that none belongs to another.
        started.push(await startMiner(host, { path: `/tmp/.m${at}/m${at}`, mode: 'pause' }));
      }
      miners.set(host.name, started);
    }
  });
  after(() => ground?.close());

  it('freezes as many as may be on one host, says of the others why not, and ends with 4', async () => {
    const controller = ground.controller({ freezes_per_host: 2 });
    const swept = await controller.sweep('--armed', '--host', 'web');
    assert.deepEqual(states(swept, 'web'), ['frozen', 'frozen', 'storm', 'storm', 'storm']);
    assert.equal(stoppedOn('web'), 2);
    assert.equal(swept.exitCode, 4);
    const thawed = await controller.run('thaw', '--all');
    assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
    assert.equal(stoppedOn('web'), 0);
  });

  it('freezes as many as may be in the fleet', async () => {
    const controller = ground.controller({ freezes_per_host: 4, freezes_per_fleet: 5 });
    const swept = await controller.sweep('--armed');
    assert.equal(stoppedOn('web') + stoppedOn('db'), 5);
    assert.ok(stoppedOn('web') <= 4 && stoppedOn('db') <= 4);
    const said = [...states(swept, 'web'), ...states(swept, 'db')];
    assert.equal(said.filter((state) => state === 'storm').length, 2 * MINERS - 5);
    assert.equal(swept.exitCode, 4);
    const thawed = await controller.run('thaw', '--all');
    assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
    assert.equal(stoppedOn('web') + stoppedOn('db'), 0);
  });

  it('is not used up for other hosts by one that claims what is refused', async () => {
    const { host } = ground;
    const daemon = await host.spawn(['/usr/bin/sleep', '864000']);
    await claim(host, [await truth(host, daemon.pid)]);
    // The liar is the first of the inventory.
    const controller = ground.controller({ freezes_per_fleet: 1, concurrency: 1 });
    const swept = await controller.sweep('--armed', '--host', host.name, 'web');
    await confess(host);
    assert.equal(containedOf(swept.host(host.name), daemon.pid)?.state, 'refused');
    assert.equal(states(swept, 'web').filter((state) => state === 'frozen').length, 1);
    const thawed = await controller.run('thaw', '--all');
    assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
  });
});
