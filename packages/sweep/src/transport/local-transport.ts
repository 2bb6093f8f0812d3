import { runChild } from './run-child.ts';
import type { Transport } from './transport.ts';

/** Where a login would look; the probe sets its own path in its first lines. */
const MINIMAL_ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

/** Options of the transport to this host. */
export interface LocalTransportOptions {
  /** Added to the minimal environment; a fixture tree is given this way. */
  readonly env?: Readonly<Record<string, string>>;
  /** The shell and its arguments; another shell, or one in another namespace. */
  readonly shell?: readonly [string, ...string[]];
}

/** Runs scripts on this host, in a shell with nothing of this process's environment. */
export function createLocalTransport({
  env = {},
  shell = ['sh', '-s'],
}: LocalTransportOptions = {}): Transport {
  const [file, ...args] = shell;
  return {
    async run(request) {
      const command = { file, args, env: { ...MINIMAL_ENV, ...env }, extendEnv: false } as const;
      // The probe holds nothing that must be put back, so its group is killed outright.
      const { end } = await runChild({ ...command, killSignal: 'SIGKILL' }, request);
      if (end.kind !== 'not-spawned') return end;
      return {
        kind: 'unreachable',
        reason: 'other',
        message: `cannot start ${file}: ${end.message}`,
        hint: 'the sweep of this host needs a POSIX shell',
      };
    },
    async release() {},
    async close() {},
  };
}
