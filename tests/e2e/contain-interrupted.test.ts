// Killed at every step: the controller, the connection, the process, the disk under the evidence.
// Whatever was cut off, nothing is frozen without a record, and the next run settles it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { type ControlGroup, giveFreezer } from './contain/control-group.ts';
import { holdersOf, keptOf, letLocksAge, unsettledIn } from './contain/interrupted/account.ts';
import { type Interrupted, interruptRun } from './contain/interrupted/interrupted-run.ts';
import { INTERRUPTED_HOSTS } from './contain/interrupted/interruptions.ts';
import { groupsOf, isAlive, isFrozen } from './contain/interrupted/victim.ts';
import {
  type HostProcess,
  missingRequirements,
  startFleet,
  type TestFleet,
  type TestHost,
} from './hosts/index.ts';

const skip = missingRequirements(['gcc', 'mkfifo']);

describe('a containment that is cut off', { skip, concurrency: true }, () => {
  let fleet: TestFleet;
  let ids = 0;

  before(async () => {
    fleet = await startFleet();
  });
  after(() => fleet?.close());

  for (const { name, system, freezer, woken = false, interruptions } of INTERRUPTED_HOSTS) {
    describe(name, { concurrency: 1 }, () => {
      let host: TestHost;
      let group: ControlGroup | undefined;

      before(async () => {
        host = await fleet.add({ name, system });
        if (freezer !== undefined) group = await giveFreezer(host, freezer);
      });
      after(async () => {
        await group?.close();
      });

      for (const interruption of interruptions) {
        const { ends, at, next } = interruption;
        it(`${ends} ends ${at.phase} ${at.step}; then a sweep that is ${next}`, async () => {
          ids += 1;
          const interrupted = await interruptRun(
            { fleet, host, group, woken, id: `i${ids}` },
            interruption,
          );
          await assertRecorded(interrupted);
          letLocksAge(interrupted.stateHome);
          const { exitCode, stdout, stderr } = await interrupted.again(
            ...['sweep', ...(next === 'armed' ? ['--armed'] : [])],
          );
          const wasThawed = at.step === 'thaw';
          await assertSettled(interrupted, {
            said: `first: ${interrupted.end.stdout}${interrupted.end.stderr}\nnext (${exitCode}): ${stdout}${stderr}`,
            frozen: next === 'armed' && !wasThawed ? true : wasThawed ? false : null,
          });
          await interrupted.victim.stop();
          await interrupted.watchdog?.stop();
        });
      }
    });
  }
});

async function assertRecorded({ victim, stateHome, end }: Interrupted): Promise<void> {
  if (!isAlive(victim.outerPid) || !isFrozen(victim.outerPid)) return;
  const holders = await holdersOf(stateHome, victim.pid);
  assert.equal(
    holders.length,
    1,
    `it is frozen, and no record says so: ${end.stdout}${end.stderr}`,
  );
}

/** After the next run; `frozen` null where either is right. */
async function assertSettled(
  { victim, watchdog, stateHome, again }: Interrupted,
  { said, frozen }: { readonly said: string; readonly frozen: boolean | null },
): Promise<void> {
  assert.deepEqual(await unsettledIn(stateHome), [], said);
  const holders = await holdersOf(stateHome, victim.pid);
  const alive = isAlive(victim.outerPid);
  if (!alive) {
    assert.deepEqual(holders, [], said);
    return;
  }
  if (frozen !== null) assert.equal(isFrozen(victim.outerPid), frozen, said);
  const held = holders.map(({ state }) => state);
  assert.deepEqual(held, isFrozen(victim.outerPid) ? ['frozen'] : [], said);
  if (holders.length === 0) assertFree([victim, watchdog], said);
  const verified = await again('evidence', 'verify');
  assert.equal(verified.exitCode, 0, verified.stdout + verified.stderr);
  const [holder] = holders;
  if (holder === undefined) return;
  const kept = await keptOf(stateHome, holder.id);
  assert.deepEqual(
    [kept.has('exe'), kept.has('maps'), kept.has('net-tcp')],
    [true, true, true],
    said,
  );
  const thawed = await again('thaw', '--all');
  assert.equal(thawed.exitCode, 0, thawed.stdout + thawed.stderr);
  assertFree([victim, watchdog], said);
}

function assertFree(processes: readonly (HostProcess | null)[], said: string): void {
  for (const { outerPid } of processes.filter((one) => one !== null)) {
    assert.equal(isFrozen(outerPid), false, said);
    assert.deepEqual(groupsOf(outerPid), [], said);
  }
}
