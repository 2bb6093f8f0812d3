import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { inventoryToml, type TestFleet } from '../../tests/e2e/hosts/index.ts';
import { outerPidOf, namespaceOf } from '../../tests/e2e/hosts/namespace-processes.ts';
import { startVedette } from '../../tests/e2e/hosts/start-vedette.ts';
import type { Freeze, Victim } from './measure-freeze.ts';
import { makeTimedSsh } from './timed-ssh.ts';
import { epochMs, groupDirsOf } from './watch-process.ts';

/** Ours: a sweep that finds it and contains it. What was found is known when its stream ends. */
export function bySweep(fleet: TestFleet, program: Buffer): Freeze {
  return async ({ host }) => {
    const dir = mkdtempSync(join(fleet.dir, 'b'));
    const ssh = makeTimedSsh(dir);
    const inventory = inventoryToml({ fleet, hosts: [host], settings: { ssh_timeout_secs: 90 } });
    const stateHome = join(dir, 'state');
    const args = ['sweep', '--armed', '--inventory', inventory];
    const { stdout, stderr, exitCode } = await startVedette({ args, stateHome, env: ssh.env })
      .ended;
    const saved =
      existsSync(stateHome) && savedPrograms(stateHome).some((one) => one.equals(program));
    if (!saved) throw new Error(`not contained, exit ${exitCode}: ${stdout}${stderr}`);
    return { foundMs: ssh.firstEndMs(), saved };
  };
}

function savedPrograms(stateHome: string): Buffer[] {
  const evidence = join(stateHome, 'vedette/sweep/evidence');
  const files: string[] = readdirSync(evidence, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\/items\/[0-9]+-exe$/.test(file))
    .map((file) => readFileSync(join(evidence, file)));
}

/** A person's: one command, over a connection of its own. The typing takes no time. */
export function byHand(fleet: TestFleet, argvOf: (victim: Victim) => readonly string[]): Freeze {
  return async (victim) => {
    const foundMs = epochMs();
    const argv = ['-F', fleet.sshConfig, '-o', 'BatchMode=yes', victim.host.name];
    const child = spawn('ssh', [...argv, ...argvOf(victim)], { stdio: 'ignore' });
    await once(child, 'exit');
    const { exitCode } = child;
    if (exitCode !== 0) throw new Error(`${argvOf(victim).join(' ')}: exit ${String(exitCode)}`);
    return { foundMs, saved: false };
  };
}

/** The least that it could take: a signal, on this machine. */
export const bySignalHere: Freeze = async ({ host, pid }) => {
  const outer = outerPidOf(namespaceOf(host.outerPid, 'pid') ?? '', pid);
  if (outer === undefined) throw new Error(`no process ${pid}`);
  const foundMs = epochMs();
  process.kill(outer, 'SIGSTOP');
  return { foundMs, saved: false };
};

/** The least that it could take for a container: a write to its control group, on this machine. */
export const byGroupHere: Freeze = async (victim) => {
  const foundMs = epochMs();
  for (const dir of groupDirsOf(victim.host, victim.pid)) {
    const files = existsSync(dir) ? readdirSync(dir) : [];
    if (files.includes('freezer.state')) writeFileSync(join(dir, 'freezer.state'), 'FROZEN');
    else if (files.includes('cgroup.freeze')) writeFileSync(join(dir, 'cgroup.freeze'), '1');
    else continue;
    return { foundMs, saved: false };
  }
  throw new Error('it is in no control group that can be frozen');
};
