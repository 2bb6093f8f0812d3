// Nothing is touched unless it is wanted; what is said where it is.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { containedOf } from './contain/findings.ts';
import { type ContainGround, startGround } from './contain/ground.ts';
import { startMiner } from './contain/miner.ts';
import { runs, stateOf, ticksGained } from './contain/ticks.ts';
import { type HostProcess, missingRequirements } from './hosts/index.ts';

const STILL_MS = 3_000;

describe('a sweep that is armed or not', { skip: missingRequirements(['gcc']) }, () => {
  let ground: ContainGround;
  let miner: HostProcess;

  before(async () => {
    ground = await startGround({ hosts: [{ name: 'web', system: 'debian' }] });
    // There all the while; a core for it would be taken from the tests beside this one.
    miner = await startMiner(ground.host, { mode: 'work' });
  });
  after(() => ground?.close());

  it('touches nothing and keeps nothing unless it is armed, and says how to', async () => {
    const controller = ground.controller();
    const swept = await controller.sweep();
    assert.equal(containedOf(swept.host('web'), miner.pid), undefined);
    assert.deepEqual([swept.exitCode, swept.report.armed], [1, false]);
    assert.ok(await runs(ground.host, miner.pid));
    assert.notEqual(stateOf(ground.host, miner.pid), 'T');
    assert.deepEqual(await controller.actions(), []);
    const text = await controller.run('sweep');
    assert.match(text.stdout, /not frozen: not armed; vedette sweep --armed/);
  });

  it('is armed by its inventory, too, and says in one line what it did', async () => {
    const controller = ground.controller({ armed: true });
    const { stdout, exitCode } = await controller.run('sweep');
    assert.match(
      stdout,
      /⛔ contained — froze \S+ \(deleted\) at \d+% CPU in \/tmp, evidence E-\d{8}-[0-9a-f]{8}, on web\n/,
    );
    const [evidence = ''] = await controller.actions();
    assert.ok(stdout.includes(`vedette evidence show ${evidence} · vedette thaw ${evidence}`));
    assert.equal(exitCode, 1);
    assert.deepEqual(await ticksGained(ground.host, [miner.pid], STILL_MS), [0]);
    const thawed = await controller.run('thaw', '--all');
    assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
    assert.ok(await runs(ground.host, miner.pid));
  });

  it('finds what something else let go, and freezes it again only if it is armed', async () => {
    const controller = ground.controller();
    await controller.sweep('--armed');
    const frozen = await controller.actions();
    await ground.host.run(['kill', '-CONT', String(miner.pid)]);
    assert.ok(await runs(ground.host, miner.pid));
    const seen = await controller.sweep();
    assert.equal(seen.host('web').containment?.[0]?.state, 'loose');
    assert.equal(seen.exitCode, 4);
    assert.ok(await runs(ground.host, miner.pid));
    const again = await controller.sweep('--armed');
    assert.equal(again.host('web').containment?.[0]?.text, 'frozen again: it had been let go');
    assert.equal(again.exitCode, 1);
    assert.deepEqual(await ticksGained(ground.host, [miner.pid], STILL_MS), [0]);
    assert.deepEqual(await controller.actions(), frozen);
    assert.equal((await controller.run('thaw', '--all')).exitCode, 0);
  });
});
