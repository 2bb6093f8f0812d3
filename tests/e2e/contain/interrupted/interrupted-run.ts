import { globSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

import { command } from '../../fixtures/plant/command.ts';
import {
  type HostProcess,
  inventoryToml,
  type TestFleet,
  type TestHost,
  until,
  type VedetteEnd,
} from '../../hosts/index.ts';
import { startVedette, type VedetteProcess } from '../../hosts/start-vedette.ts';
import type { ControlGroup } from '../control-group.ts';
import { actionsIn } from './account.ts';
import { type Gate, makeGate } from './gate.ts';
import type { Interruption } from './interruptions.ts';
import { fillDisk, smallDisk } from './small-disk.ts';
import { isAlive, isFrozen, startBackdoor, startTicksOf, startWatchdog } from './victim.ts';

/** A probe that waits for its turn on a busy machine must not be given up for it. */
const TIMEOUT_SECS = 90;

/** Where something is interrupted. */
export interface InterruptedGround {
  readonly fleet: TestFleet;
  readonly host: TestHost;
  readonly group: ControlGroup | undefined;
  /** Whether something wakes the process whenever it is stopped. */
  readonly woken: boolean;
  /** Of this and of no other interruption of the fleet: short, for the sockets of ssh. */
  readonly id: string;
}

/** What is there after it. */
export interface Interrupted {
  readonly victim: HostProcess;
  readonly watchdog: HostProcess | null;
  readonly stateHome: string;
  readonly end: VedetteEnd;
  /** Runs the product again, undisturbed. */
  readonly again: (...args: readonly string[]) => Promise<VedetteEnd>;
}

/** Contains a process, or lets it go, and interrupts that; what was in its way is then removed. */
export async function interruptRun(
  { fleet, host, group, woken, id }: InterruptedGround,
  { ends, at }: Interruption,
): Promise<Interrupted> {
  const dir = join(fleet.dir, id);
  const stateHome = ends === 'disk' ? await smallDisk(host, id) : join(dir, 'state');
  mkdirSync(stateHome, { recursive: true });
  const inventory = inventoryToml({
    ...{ fleet, hosts: [host], file: `${id}.toml` },
    settings: { ssh_timeout_secs: TIMEOUT_SECS },
  });
  const victim = await startBackdoor(host, `kdm${id}`);
  await group?.enter(victim.pid);
  const watchdog = woken ? await startWatchdog(host, victim.pid) : null;
  const start = (env: Readonly<Record<string, string>>, [word = '', ...args]: readonly string[]) =>
    startVedette({ args: [word, ...inventoryOf(word, inventory), ...args], stateHome, env });
  const again = (...args: readonly string[]): Promise<VedetteEnd> =>
    start({ TMPDIR: fleet.dir }, args).ended;

  const thawing = at.step === 'thaw';
  if (thawing) await again('sweep', '--armed');
  const [action] = await actionsIn(stateHome);
  if (thawing && action === undefined) throw new Error('nothing was frozen that could be thawed');
  const byHand = ['--host', host.name, '--pid', String(victim.pid)];
  const confirm = `--confirm=${host.name}/${victim.pid}/${startTicksOf(victim.outerPid)}`;
  const args = thawing
    ? ['thaw', action?.id ?? '']
    : ['controller', 'sealing', 'disk'].includes(ends)
      ? ['sweep', '--armed']
      : ['freeze', ...byHand, confirm];

  const gate = makeGate(dir, at);
  const running = start(gate.env, args);
  if (!(await gate.reached(running))) {
    running.signal('SIGKILL');
    const { stdout, stderr } = await running.ended;
    throw new Error(`it never came to ${at.step} ${at.phase}: ${stdout}${stderr}`);
  }
  if (at.phase === 'during') {
    await until(
      () => isFrozen(victim.outerPid),
      (yes) => yes,
    );
  }
  let emptyDisk = (): void => undefined;
  switch (ends) {
    case 'controller':
      running.signal('SIGKILL');
      break;
    case 'sealing':
      await endWhileSealing(running, stateHome, gate);
      break;
    case 'ssh':
      gate.cut();
      break;
    case 'sshd':
      await endSessions(host);
      break;
    case 'process':
      process.kill(victim.outerPid, 'SIGKILL');
      await until(
        () => isAlive(victim.outerPid),
        (alive) => !alive,
      );
      break;
    case 'disk':
      emptyDisk = fillDisk(stateHome);
  }
  const goesOn = ends === 'sshd' || ends === 'process' || ends === 'disk';
  if (goesOn && at.phase !== 'during') await gate.open();
  const end = await running.ended;
  // Of a killed run, what it had started; a run of its own accord leaves nothing.
  gate.cut();
  emptyDisk();
  return { victim, watchdog, stateHome, end, again };
}

function inventoryOf(word: string, inventory: string): string[] {
  return word === 'evidence' ? [] : ['--inventory', inventory];
}

/** What is sealed is logged next, for which another holds the log: SIGKILL falls in between. */
async function endWhileSealing(
  running: Pick<VedetteProcess, 'signal' | 'ended'>,
  stateHome: string,
  gate: Gate,
): Promise<void> {
  const folder = join(stateHome, 'vedette/sweep');
  const lock = join(folder, 'actions/log.ndjson.lock');
  mkdirSync(lock);
  await gate.open();
  await until(
    () => globSync(join(folder, 'evidence/*/manifest.json')).length > 0,
    (yes) => yes,
  );
  running.signal('SIGKILL');
  await running.ended;
  rmdirSync(lock);
}

/** Ends what sshd keeps for each connection, and no more. */
async function endSessions(host: TestHost): Promise<void> {
  const sessions = (await host.processes())
    .filter((line) => /^\d+ sshd(-session)?: .*@/.test(line))
    .map((line) => line.split(' ')[0] ?? '');
  if (sessions.length === 0) throw new Error('sshd has no session that could be ended');
  await command(host, ['kill', '-KILL', ...sessions]);
}
