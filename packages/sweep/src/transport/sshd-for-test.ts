import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import { execa } from 'execa';

const SSHD = '/usr/sbin/sshd';
/** sshd refuses to run as root without its privilege separation directory. */
const PRIVSEP_DIR = '/run/sshd';
/** Fails inside the resolver, before anything is asked of a network. */
const LABEL_TOO_LONG = 'x'.repeat(64);

const LISTENING = 'Server listening';

/** What a test against a real sshd needs and this machine lacks; false if it has everything. */
export const SSHD_MISSING: string | false = existsSync(SSHD)
  ? false
  : 'needs OpenSSH server and client: apt-get install openssh-server openssh-client';

/** A real sshd on the loopback, and an ssh configuration with one alias for each way to fail. */
export interface TestSshd {
  /** Short enough that control sockets fit below it. */
  readonly dir: string;
  /** Aliases: good, good-too (the same sshd), refused, unresolvable, unknown-key, changed-key, no-auth, mute. */
  readonly sshConfig: string;
  readonly close: () => Promise<void>;
}

/** Starts an sshd with keys of its own on a random port of 127.0.0.1. */
export async function startTestSshd(): Promise<TestSshd> {
  const dir = await mkdtemp(join(tmpdir(), 'vt-'));
  if (process.getuid?.() === 0) await mkdir(PRIVSEP_DIR, { recursive: true });
  const keygen = async (name: string): Promise<string> => {
    const file = join(dir, name);
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
    const { stdout } = await execa('ssh-keygen', ['-y', '-f', file]);
    return stdout;
  };
  const [host, user, other] = await Promise.all(['host', 'user', 'other'].map(keygen));
  await writeFile(join(dir, 'authorized_keys'), `${user}\n`, { mode: 0o600 });

  const port = await freePort();
  const closedPort = await freePort();
  // Accepts and says nothing, like a host that hangs.
  const mute = createServer(() => {}).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const address = mute.address();
  const mutePort = typeof address === 'object' && address !== null ? address.port : 0;

  const knownHosts = (key: string | undefined): string => `[127.0.0.1]:${port} ${key}\n`;
  await writeFile(join(dir, 'known_hosts'), knownHosts(host));
  await writeFile(join(dir, 'known_hosts_changed'), knownHosts(other));
  await writeFile(join(dir, 'known_hosts_empty'), '');
  await writeFile(join(dir, 'sshd_config'), sshdConfig(dir, port));
  const sshConfig = join(dir, 'ssh_config');
  await writeFile(sshConfig, clientConfig({ dir, port, closedPort, mutePort }));

  const sshd = spawn(SSHD, ['-D', '-e', '-f', join(dir, 'sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await listening(sshd);
  return {
    dir,
    sshConfig,
    async close() {
      mute.close();
      sshd.kill('SIGTERM');
      await once(sshd, 'exit');
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Waits for the word of sshd that it listens. */
async function listening(sshd: ChildProcessByStdio<null, null, Readable>): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    sshd.once('exit', () => reject(new Error(`sshd did not start: ${said}`)));
    sshd.stderr.on('data', (chunk: Buffer) => {
      if (said.includes(LISTENING)) return;
      said += chunk.toString('utf8');
      if (said.includes(LISTENING)) resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function sshdConfig(dir: string, port: number): string {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(dir, 'host')}`,
    `AuthorizedKeysFile ${join(dir, 'authorized_keys')}`,
    'PidFile none',
    'UsePAM no',
    'StrictModes no',
    'PasswordAuthentication no',
    'PermitRootLogin prohibit-password',
    'MaxStartups 100',
    '',
  ].join('\n');
}

function clientConfig(options: {
  readonly dir: string;
  readonly port: number;
  readonly closedPort: number;
  readonly mutePort: number;
}): string {
  const { dir, port, closedPort, mutePort } = options;
  const alias = (name: string, own: readonly string[]): string[] => [
    `Host ${name}`,
    ...own.map((line) => `  ${line}`),
  ];
  return [
    ...alias('refused', [`Port ${closedPort}`]),
    ...alias('mute', [`Port ${mutePort}`]),
    ...alias('unresolvable', [`HostName ${LABEL_TOO_LONG}.invalid`]),
    ...alias('unknown-key', [`UserKnownHostsFile ${join(dir, 'known_hosts_empty')}`]),
    ...alias('changed-key', [`UserKnownHostsFile ${join(dir, 'known_hosts_changed')}`]),
    ...alias('no-auth', [`IdentityFile ${join(dir, 'other')}`]),
    ...alias('* !no-auth', [`IdentityFile ${join(dir, 'user')}`]),
    ...alias('*', [
      'HostName 127.0.0.1',
      `Port ${port}`,
      `User ${userInfo().username}`,
      'IdentitiesOnly yes',
      'IdentityAgent none',
      `UserKnownHostsFile ${join(dir, 'known_hosts')}`,
      'GlobalKnownHostsFile /dev/null',
    ]),
    '',
  ].join('\n');
}
