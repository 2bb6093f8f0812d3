import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type HostProcess, type TestHost, until } from '../hosts/index.ts';
import { ownCgroup } from './own-cgroup.ts';

/** A container engine on a host of the fleet. */
export interface Docker {
  /** Runs the client and returns what it printed; throws if it fails. */
  run(args: readonly string[]): Promise<string>;
  /** The engine's own process. */
  readonly daemon: HostProcess;
  /** The name of the control group above all of its containers. */
  readonly cgroup: string;
  /** Ends all containers and the engine; what is left goes with the host. */
  close(): Promise<void>;
}

const MOUNT_CGROUPS = join(import.meta.dirname, 'mount-cgroups.sh');
const LOG = '/run/dockerd.log';
/** The engine starts containerd first, and on a busy machine that takes its time. */
const START_MAX_MS = 60_000;
const CLIENT_MAX_MS = 60_000;
const TO_LOG = 'log=$1; shift; exec "$@" >"$log" 2>&1';
/** Nothing of the machine's or the host's network is touched: containers run without one. */
const DAEMON = [
  'dockerd',
  '--host=unix:///run/docker.sock',
  '--bridge=none',
  '--iptables=false',
  '--ip6tables=false',
  '--ip-forward=false',
  '--ip-masq=false',
  '--userland-proxy=false',
  '--storage-driver=overlay2',
  '--exec-opt=native.cgroupdriver=cgroupfs',
];
const CLIENT = ['docker', '--host=unix:///run/docker.sock'];

/**
 * Starts a real dockerd on a host that has a pid namespace of its own: when the host ends, also in
 * a crash, the kernel ends the engine with every container and takes all of its mounts down.
 */
export async function startDocker(host: TestHost): Promise<Docker> {
  const cgroup = ownCgroup();
  try {
    const input = readFileSync(MOUNT_CGROUPS);
    const mounted = await host.run(['sh', '-s', cgroup.name], { input });
    if (mounted.exitCode !== 0) throw new Error(`no control groups: ${mounted.stderr.trim()}`);
    const argv = [...DAEMON, `--cgroup-parent=/${cgroup.name}`];
    const daemon = await host.spawn(['sh', '-c', TO_LOG, 'sh', LOG, ...argv]);
    const answers = async (): Promise<boolean> => {
      const { exitCode } = await host.run([...CLIENT, 'version'], { timeoutMs: CLIENT_MAX_MS });
      return exitCode === 0;
    };
    if (!(await until(answers, (yes) => yes, START_MAX_MS))) {
      const { stdout } = await host.run(['tail', '-n', '40', LOG]);
      throw new Error(`dockerd does not answer: ${stdout}`);
    }
    const run = (args: readonly string[]): Promise<string> => runClient(host, args);
    return {
      run,
      daemon,
      cgroup: cgroup.name,
      async close() {
        try {
          const ids = (await run(['ps', '--all', '--quiet'])).split('\n').filter(Boolean);
          if (ids.length > 0) await run(['rm', '--force', ...ids]);
          await host.run(['kill', '-TERM', String(daemon.pid)]);
          await daemon.exited;
        } finally {
          await cgroup.close();
        }
      },
    };
  } catch (cause) {
    await host.close();
    await cgroup.close();
    throw cause;
  }
}

async function runClient(host: TestHost, args: readonly string[]): Promise<string> {
  const ended = await host.run([...CLIENT, ...args], { timeoutMs: CLIENT_MAX_MS });
  if (ended.exitCode !== 0) throw new Error(`docker ${args.join(' ')}: ${ended.stderr.trim()}`);
  return ended.stdout;
}
