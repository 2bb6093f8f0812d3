// A process ends between finding and freeze, and an innocent one gets its number.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import {
  createContainmentDesk,
  createLocalTransport,
  createSshTransport,
  DEFAULT_SETTINGS,
  type HostTarget,
  isHolding,
  systemClock,
} from '@vedette/sweep';
import { VedetteError } from '@vedette/core';

import { type ContainGround, startGround } from './contain/ground.ts';
import { actionsIn, unsettledIn } from './contain/interrupted/account.ts';
import { makeGate, type Point } from './contain/interrupted/gate.ts';
import { isAlive, startBackdoor } from './contain/interrupted/victim.ts';
import { frozenOn, pidsOf } from './contain/reuse/frozen-processes.ts';
import { takeNumber } from './contain/reuse/take-number.ts';
import { procFile, runs, stateOf } from './contain/ticks.ts';
import { inventoryToml, missingRequirements, until } from './hosts/index.ts';
import { startVedette } from './hosts/start-vedette.ts';

const CYCLE_NUMBERS = readFileSync(join(import.meta.dirname, 'contain/reuse/cycle-numbers.pl'));
/** The kernel's own least, and some for the host's own processes; numbers begin anew at 300. */
const PID_MAX = 450;
/** With two methods, 30 in all. */
const FREEZES = 8;
const METHODS = ['signal', 'cgroup1', 'cgroup2'] as const;
/** Between the finding and the plan, the plan and the capture, the capture and the freeze. */
const POINTS: readonly Point[] = [
  { step: 'plan', phase: 'before' },
  { step: 'capture', phase: 'before' },
  { step: 'freeze', phase: 'before' },
];
const skip = missingRequirements(['gcc', 'perl']);

for (const method of METHODS) {
  describe(`a number that is another's, where processes are held by ${method}`, { skip }, () => {
    let ground: ContainGround;
    let rows = 0;

    before(async () => {
      ground = await startGround({
        hosts: [{ name: 'reuse', system: 'debian' }],
        ...(method === 'signal' ? {} : { freezer: method }),
      });
    });
    after(() => ground?.close());

    for (const point of POINTS) {
      it(`is not frozen when it is taken ${point.phase} ${point.step}`, async () => {
        const { fleet, host, group } = ground;
        rows += 1;
        const dir = join(fleet.dir, `r${rows}`);
        const stateHome = join(dir, 'state');
        mkdirSync(stateHome, { recursive: true });
        const inventory = inventoryToml({
          fleet,
          hosts: [host],
          settings: { ssh_timeout_secs: 90 },
        });
        const { pid, outerPid } = await startBackdoor(host, `kdm${rows}`);
        await group?.enter(pid);
        const gate = makeGate(dir, point);
        const running = startVedette({
          args: ['sweep', '--armed', '--inventory', inventory],
          ...{ stateHome, env: gate.env },
        });
        assert.ok(await gate.reached(running), running.said());
        process.kill(outerPid, 'SIGKILL');
        await until(
          () => isAlive(outerPid),
          (alive) => !alive,
        );
        await takeNumber(host, pid);
        await group?.enter(pid);
        try {
          await gate.open();
          const { stdout, stderr } = await running.ended;
          const said = stdout + stderr;
          assert.deepEqual(frozenOn(host), [], said);
          assert.notEqual(stateOf(host, pid), 'T', said);
          assert.ok(await runs(host, pid), said);
          assert.deepEqual(group?.below() ?? [], [], said);
          assert.ok(
            (await actionsIn(stateHome)).every((action) => !isHolding(action)),
            said,
          );
          assert.deepEqual(await unsettledIn(stateHome), [], said);
        } finally {
          await host.run(['kill', '-KILL', String(pid)]);
        }
      });
    }
  });
}

for (const method of ['signal', 'cgroup2'] as const) {
  describe(`numbers that are used up within a second, held by ${method}`, { skip }, () => {
    let ground: ContainGround;

    before(async () => {
      ground = await startGround({
        hosts: [{ name: 'cycle', system: 'debian' }],
        ...(method === 'signal' ? {} : { freezer: method }),
      });
    });
    after(() => ground?.close());

    it(`nothing but what was meant is frozen in ${FREEZES} tries`, async (context) => {
      const { fleet, host, group } = ground;
      await host.run(['sh', '-c', `echo ${PID_MAX} >/proc/sys/kernel/pid_max`]);
      await host.run(['sh', '-c', 'cat >/root/cycle-numbers.pl'], { input: CYCLE_NUMBERS });
      const cycler = await host.spawn(['perl', '/root/cycle-numbers.pl']);
      await group?.enter(cycler.pid);
      const stateHome = join(fleet.dir, 'state');
      const ssh = createSshTransport({ sshConfig: fleet.sshConfig });
      const local = createLocalTransport();
      const desk = createContainmentDesk({
        ...{ stateFolder: join(stateHome, 'vedette/sweep'), clock: systemClock },
        ...{ transports: { ssh, local }, settings: DEFAULT_SETTINGS, armed: false },
        ...{ who: 'test', version: '0' },
      });
      const target: HostTarget = { name: 'cycle', ssh: 'cycle', note: '', tags: [], sudo: false };
      const states = new Map<string, number>();
      const seen = new Set<number>();
      try {
        for (let tries = 0; tries < FREEZES; tries += 1) {
          const pid = await until(
            () => youngestWorker(),
            (found) => found !== 0,
          );
          seen.add(pid);
          const state = await freeze(pid);
          states.set(state, (states.get(state) ?? 0) + 1);
          const holding = (await actionsIn(stateHome)).filter(isHolding);
          const meant = holding.flatMap(({ plan }) => plan.members);
          for (const frozen of frozenOn(host)) {
            const own = meant.some(
              (member) => member.pid === frozen.pid && member.startTicks === frozen.startTicks,
            );
            assert.ok(own, `${frozen.pid} is frozen: ${procFile(host, frozen.pid, 'cmdline')}`);
          }
          for (const action of holding) await desk.thaw(action, target);
          assert.deepEqual(frozenOn(host), []);
          assert.deepEqual(group?.below() ?? [], []);
        }
        assert.deepEqual(await unsettledIn(stateHome), []);
        context.diagnostic(`${seen.size} numbers: ${JSON.stringify([...states])}`);
      } finally {
        await ssh.close();
        await local.close();
        await cycler.stop();
      }

      async function freeze(pid: number): Promise<string> {
        try {
          const { state, text } = await desk.freeze(await desk.planFreeze(target, pid), target);
          return `${state}: ${text}`;
        } catch (error) {
          // It had ended before it was even looked at.
          if (!(error instanceof VedetteError)) throw error;
          return error.code;
        }
      }

      function youngestWorker(): number {
        const workers = pidsOf(host).filter((pid) =>
          procFile(host, pid, 'cmdline').startsWith('worker-'),
        );
        return workers.toSorted((a, b) => numberOf(b) - numberOf(a))[0] ?? 0;
      }

      function numberOf(pid: number): number {
        return Number(/^worker-([0-9]+)/.exec(procFile(host, pid, 'cmdline'))?.[1] ?? 0);
      }
    });
  });
}
