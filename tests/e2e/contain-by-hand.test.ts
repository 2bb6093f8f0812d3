// `vedette freeze`: a plan that does nothing, a confirmation that names one process, and the list.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { type Controller, type ContainGround, startGround } from './contain/ground.ts';
import { runs, stateOf, ticksGained } from './contain/ticks.ts';
import { startProgram } from './fixtures/plant/start-program.ts';
import { type HostProcess, missingRequirements } from './hosts/index.ts';

const STILL_MS = 3_000;

describe('freezing by hand', { skip: missingRequirements(['gcc']) }, () => {
  let ground: ContainGround;
  let controller: Controller;
  let busy: HostProcess;
  let confirm = '';
  const freeze = (pid: number, ...args: readonly string[]) =>
    controller.run('freeze', '--host', 'web', '--pid', String(pid), ...args);
  const untouched = async (): Promise<void> => {
    assert.ok(await runs(ground.host, busy.pid));
    assert.deepEqual(await controller.actions(), []);
  };

  before(async () => {
    ground = await startGround({
      hosts: [
        { name: 'web', system: 'debian' },
        { name: 'other', system: 'busybox' },
      ],
    });
    controller = ground.controller();
    busy = await startProgram(ground.host, { program: 'spin', path: '/srv/app/busy' });
  });
  after(() => ground?.close());

  it('shows a plan and what confirms it, and touches nothing', async () => {
    const { stdout, stderr, exitCode } = await freeze(busy.pid);
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /\/srv\/app\/busy/);
    assert.match(stdout, /SIGSTOP/);
    confirm = stdout.match(/--confirm=(\S+)/)?.[1] ?? '';
    assert.match(confirm, new RegExp(`^web/${busy.pid}/[0-9]+$`));
    await untouched();
  });

  it('is refused with a confirmation of something else', async () => {
    const ended = await freeze(busy.pid, `--confirm=${confirm}0`);
    assert.equal(ended.exitCode, 2, ended.stdout + ended.stderr);
    await untouched();
  });

  it('needs to know the host', async () => {
    const ended = await controller.run('freeze', '--pid', String(busy.pid));
    assert.equal(ended.exitCode, 2, ended.stdout + ended.stderr);
    assert.match(ended.stderr, /--host/);
  });

  it('refuses what is on the list, confirmed or not', async () => {
    // The first process of the host is an sshd, too.
    const sshd = await ground.host.spawn(['/usr/sbin/sshd', '-D', '-p', '2222']);
    for (const pid of [sshd.pid, 1]) {
      for (const args of [[], [`--confirm=web/${pid}/1`]]) {
        const ended = await freeze(pid, ...args);
        assert.equal(ended.exitCode, 4, ended.stdout + ended.stderr);
        assert.match(ended.stdout + ended.stderr, /refused|never frozen/);
      }
    }
    await untouched();
  });

  it('says when there is no such process', async () => {
    const ended = await freeze(4_000_000);
    assert.equal(ended.exitCode, 4, ended.stdout + ended.stderr);
    await untouched();
  });

  it('freezes what was confirmed, and lets it go', async () => {
    const ended = await freeze(busy.pid, `--confirm=${confirm}`);
    assert.equal(ended.exitCode, 0, ended.stdout + ended.stderr);
    const [evidence = ''] = await controller.actions();
    assert.ok(ended.stdout.includes(`vedette thaw ${evidence}`));
    assert.deepEqual(await ticksGained(ground.host, [busy.pid], STILL_MS), [0]);
    const thawed = await controller.run('thaw', evidence);
    assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
    assert.ok(await runs(ground.host, busy.pid));
    assert.equal(stateOf(ground.host, busy.pid), 'R');
  });
});
