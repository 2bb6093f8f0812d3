// A miner on a real host, contained over real ssh, by each way in which a host can hold a process.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { containedOf } from './contain/findings.ts';
import { type Controller, type ContainGround, startGround } from './contain/ground.ts';
import { programBytes, startMiner } from './contain/miner.ts';
import { runs, stateOf, ticksGained } from './contain/ticks.ts';
import { runProgram } from './fixtures/plant/run-program.ts';
import { type HostProcess, missingRequirements, writtenFiles } from './hosts/index.ts';

const SECRET = 'hunter2-planted-by-a-test';
/** For so long a frozen process must not get any processor time. */
const STILL_MS = 2_000;

const CASES = [
  { system: 'debian', method: 'signal' },
  { system: 'debian', method: 'cgroup1' },
  { system: 'debian', method: 'cgroup2' },
  { system: 'busybox', method: 'signal' },
  { system: 'busybox', method: 'cgroup1' },
] as const;

for (const { system, method } of CASES) {
  const title = `a miner on a host of ${system}, held by ${method}`;
  describe(title, { skip: missingRequirements(['gcc']) }, () => {
    const egress = system === 'debian';
    let ground: ContainGround;
    let controller: Controller;
    let miner: HostProcess;
    let ambiguous: number;
    let evidence = '';

    before(async () => {
      ground = await startGround({
        hosts: [{ name: system, system }],
        ...(method === 'signal' ? {} : { freezer: method }),
      });
      controller = ground.controller();
      const { host, group } = ground;
      const other = await runProgram(host, { program: 'idle', path: '/dev/shm/session' });
      [ambiguous = 0] = other.pids;
      // Its pool gives it away; only where it has none it has to take a core from the tests beside.
      const mode = egress ? 'work' : 'spin';
      miner = await startMiner(host, { egress, mode, env: { POOL_PASSWORD: SECRET } });
      await group?.enter(miner.pid);
      // The first login of a host writes some files of its own.
      await host.run(['true']);
    });
    after(() => ground?.close());

    it('is contained on the first pass, and nothing is written on the host', async () => {
      const { host } = ground;
      const before = writtenFiles(host);
      const swept = await controller.sweep('--armed');
      assert.deepEqual(writtenFiles(host), before);
      const report = swept.host(system);
      const contained = containedOf(report, miner.pid);
      assert.ok(contained?.evidence, JSON.stringify(contained));
      evidence = contained.evidence;
      assert.deepEqual([contained.state, contained.method], ['frozen', method]);
      assert.deepEqual([swept.exitCode, swept.report.armed], [1, true]);
      const others = report.findings.filter(({ facts }) => facts['pid'] === ambiguous);
      assert.ok(others.length > 0, 'the other process is to be found');
      assert.ok(others.every(({ contained }) => contained === undefined));
    });

    it('gets no processor time', async () => {
      assert.deepEqual(await ticksGained(ground.host, [miner.pid], STILL_MS), [0]);
      if (method === 'signal') return;
      await ground.host.run(['kill', '-CONT', String(miner.pid)]);
      assert.deepEqual(await ticksGained(ground.host, [miner.pid], STILL_MS), [0], 'after SIGCONT');
    });

    it('keeps its program byte for byte, and its environment, of which secrets are not shown', async () => {
      const planted = await programBytes(ground.host, egress ? 'connect-out' : 'spin');
      assert.ok((await controller.evidence(evidence, 'exe')).equals(planted));
      assert.ok((await controller.evidence(evidence, 'environ')).includes(SECRET));
      const shown = await controller.run('evidence', 'show', evidence, '--item', 'environ');
      assert.match(shown.stdout, /POOL_PASSWORD=/);
      assert.ok(!shown.stdout.includes(SECRET));
      const verified = await controller.run('evidence', 'verify');
      assert.equal(verified.exitCode, 0, verified.stdout);
    });

    it('is said to be frozen still by the next sweep, which does nothing more', async () => {
      const swept = await controller.sweep('--armed');
      const report = swept.host(system);
      assert.deepEqual(
        report.containment?.map(({ id, state, complete }) => ({ id, state, complete })),
        [{ id: evidence, state: 'frozen', complete: true }],
      );
      assert.deepEqual(await controller.actions(), [evidence]);
      assert.equal(swept.exitCode, 1, JSON.stringify(report.findings));
      assert.deepEqual(await ticksGained(ground.host, [miner.pid], STILL_MS), [0]);
    });

    it('runs again after a thaw, where it was, with nothing left behind', async () => {
      const { group } = ground;
      const thawed = await controller.run('thaw', evidence);
      assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
      assert.ok(await runs(ground.host, miner.pid));
      assert.notEqual(stateOf(ground.host, miner.pid), 'T');
      assert.equal(group?.at(miner.pid), group?.path);
      assert.deepEqual(group?.below() ?? [], []);
    });

    it('is not frozen a second time once a person let it go, and still alerts', async () => {
      const swept = await controller.sweep('--armed');
      const alert = swept
        .host(system)
        .findings.find(
          ({ facts, disposition }) => facts['pid'] === miner.pid && disposition !== 'benign',
        );
      assert.ok(alert, JSON.stringify(swept.host(system)));
      // By its life's average a process that was frozen may have used no whole core, and is then an
      // alert like any other; a pool tells anyway.
      const slamDunk = alert.disposition === 'slam-dunk';
      assert.ok(slamDunk || !egress, alert.disposition);
      const contained = slamDunk
        ? { state: 'thawed', evidence }
        : { state: undefined, evidence: undefined };
      assert.deepEqual(
        { state: alert.contained?.state, evidence: alert.contained?.evidence },
        contained,
      );
      assert.equal(swept.exitCode, 1);
      assert.deepEqual(await controller.actions(), [evidence]);
      assert.ok(await runs(ground.host, miner.pid));
    });

    it('left the ambiguous process beside it alone', async () => {
      const status = await ground.host.run(['cat', `/proc/${ambiguous}/status`]);
      assert.match(status.stdout, /^State:\s+S/m);
    });
  });
}
