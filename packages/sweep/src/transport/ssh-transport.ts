import type { HostTarget } from '../inventory/host-target.ts';
import { type ControlDir, openControlDir } from './control-dir.ts';
import { runChild } from './run-child.ts';
import { sshFailure, unreachable } from './ssh-failure.ts';
import type { Transport, TransportOutcome } from './transport.ts';

/** ssh's own exit code; a remote command may use it too, so stdout must also be empty. */
const SSH_FAILED = 255;

/**
 * A connection outlives its last run by this, so that the next run finds it. It is ended as soon
 * as its host is done with; this is for when nobody is left to do that (SIGKILL).
 */
const IDLE_CONNECTION_SECS = 5;

/**
 * No terminal, no question, no forwarding, nothing run locally on a server's word; unknown host
 * keys are refused, because a sweep of an impostor would say clean.
 */
const FIXED_OPTIONS = [
  'BatchMode=yes',
  'StrictHostKeyChecking=yes',
  'ConnectTimeout=10',
  'ServerAliveInterval=5',
  'ServerAliveCountMax=3',
  'ForwardAgent=no',
  'ForwardX11=no',
  'ClearAllForwardings=yes',
  'PermitLocalCommand=no',
  'EscapeChar=none',
  'RequestTTY=no',
  'RemoteCommand=none',
  'ControlMaster=auto',
  `ControlPersist=${IDLE_CONNECTION_SECS}`,
] as const;

const REMOTE_COMMAND = 'exec sh -s';
const REMOTE_COMMAND_SUDO = 'exec sudo -n sh -s';

/** Options of the transport over ssh. */
export interface SshTransportOptions {
  /** An ssh configuration instead of the user's own. */
  readonly sshConfig?: string | null;
  /** The ssh client. */
  readonly ssh?: string;
}

/**
 * Runs scripts on hosts over the system's ssh, with the user's own configuration, keys, agent,
 * jumps and known hosts. A host's connection is shared between runs until `release` or `close`.
 */
export function createSshTransport({
  sshConfig = null,
  ssh = 'ssh',
}: SshTransportOptions = {}): Transport {
  let control: Promise<ControlDir> | undefined;
  return {
    async run(request) {
      const { ssh: alias } = request.target;
      if (alias === null) throw new TypeError(`${request.target.name} is not reached over ssh`);
      const { use } = await (control ??= openControlDir(ssh));
      return use(alias, async (socket) => {
        const args = sshArguments({ ...request.target, ssh: alias }, socket, sshConfig);
        const env = { LC_ALL: 'C', LANGUAGE: 'C' };
        // A client that is asked to end closes its channel, so that the host notices at once.
        const command = { file: ssh, args, env, extendEnv: true, killSignal: 'SIGTERM' } as const;
        const { end, stdoutBytes } = await runChild(command, request);
        return end.kind === 'not-spawned' ? notSpawned(ssh, end) : reached(end, stdoutBytes);
      });
    },
    async release({ ssh: alias }) {
      if (alias !== null) await (await control)?.release(alias);
    },
    async close() {
      const opened = control;
      control = undefined;
      await (await opened)?.close();
    },
  };
}

function sshArguments(
  { ssh, sudo }: HostTarget & { ssh: string },
  controlPath: string,
  sshConfig: string | null,
): string[] {
  const config = sshConfig === null ? [] : ['-F', sshConfig];
  const options = [...FIXED_OPTIONS, `ControlPath=${controlPath}`].flatMap((option) => [
    '-o',
    option,
  ]);
  return ['-T', ...config, ...options, '--', ssh, sudo ? REMOTE_COMMAND_SUDO : REMOTE_COMMAND];
}

function notSpawned(ssh: string, end: { readonly code: string; readonly message: string }) {
  return end.code === 'ENOENT'
    ? unreachable('ssh-missing', `there is no ${ssh} here`)
    : unreachable('other', `cannot start ${ssh}: ${end.message}`);
}

/** A host that has spoken was reached; one that has not may be one that ssh did not reach. */
function reached(
  end: Exclude<TransportOutcome, { kind: 'unreachable' }>,
  stdoutBytes: number,
): TransportOutcome {
  if (end.kind !== 'ended' || stdoutBytes > 0 || end.stderrTail.trim() === '') return end;
  const sudoRefused = end.exitCode === 1 && end.stderrTail.startsWith('sudo: ');
  return end.exitCode === SSH_FAILED || sudoRefused ? sshFailure(end.stderrTail) : end;
}
