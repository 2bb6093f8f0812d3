import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { hostAccounts, ORDINARY_UID } from './host-accounts.ts';
import type { HostOptions } from './test-host.ts';

const PROGRAM_SHELL = '/usr/local/bin/login-shell';
/** A remote command that never ends, whatever was asked for. */
const HANGING_SHELL = '#!/bin/sh\nexec sleep 864000\n';
/** What a host starts with empty. */
const EMPTY_DIRS = [
  'home/ordinary',
  'media',
  'mnt',
  'opt',
  'run',
  'srv',
  'tmp',
  'var/tmp',
] as const;
const SHARED_DIRS = ['tmp', 'var/tmp'] as const;

export interface HostFiles {
  /** Where the files are written, as a tree that is copied over the host's root. */
  readonly dir: string;
  readonly options: HostOptions;
  /** The host's private key. */
  readonly hostKey: string;
  /** The public key that may log in. */
  readonly loginKey: string;
}

/** Writes what a host has of its own: accounts, keys, sshd's configuration, empty directories. */
export function writeHostFiles({ dir, options, hostKey, loginKey }: HostFiles): void {
  const put = (path: string, text: string, mode = 0o644): void => {
    const target = join(dir, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    chmodSync(target, mode);
  };
  for (const path of EMPTY_DIRS) mkdirSync(join(dir, path), { recursive: true });
  for (const path of SHARED_DIRS) chmodSync(join(dir, path), 0o1777);

  const shell = options.reachable === 'hangs' ? HANGING_SHELL : options.loginShell;
  const isProgram = shell?.startsWith('#!') === true;
  if (isProgram) put(PROGRAM_SHELL, shell, 0o755);
  const accounts = hostAccounts(options, isProgram ? PROGRAM_SHELL : shell);
  put('etc/passwd', accounts.passwd);
  put('etc/group', accounts.group);
  put('etc/shadow', accounts.shadow, 0o640);
  put('etc/hostname', `${options.name}\n`);
  put('etc/hosts', `127.0.0.1\tlocalhost\n127.0.1.1\t${options.name}\n`);

  if (options.system === 'debian') {
    mkdirSync(join(dir, 'etc/alternatives'), { recursive: true });
    symlinkSync(`/usr/bin/${options.awk ?? 'mawk'}`, join(dir, 'etc/alternatives/awk'));
  }

  put('etc/ssh/sshd_config', sshdConfig(options));
  put('etc/ssh/ssh_host_ed25519_key', hostKey, 0o600);
  if (options.banner !== undefined) put('etc/ssh/banner', options.banner);
  const home = options.user === 'ordinary' ? 'home/ordinary' : 'root';
  put(join(home, '.ssh/authorized_keys'), loginKey, 0o600);
  chmodSync(join(dir, home, '.ssh'), 0o700);
  mkdirSync(join(dir, 'root'), { recursive: true });
  chmodSync(join(dir, 'root'), 0o700);
  const owned = options.user === 'ordinary' ? ['', '.ssh', '.ssh/authorized_keys'] : [''];
  for (const path of owned) {
    chownSync(join(dir, 'home/ordinary', path), ORDINARY_UID, ORDINARY_UID);
  }
}

function sshdConfig({ system, banner }: HostOptions): string {
  return [
    'HostKey /etc/ssh/ssh_host_ed25519_key',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    // PAM modules belong to a distribution; a host of busybox and sshd has none.
    `UsePAM ${system === 'debian' ? 'yes' : 'no'}`,
    'PrintMotd no',
    'AcceptEnv LANG LC_*',
    // Measurements open more sessions at once than the default lets in.
    'MaxStartups 400',
    ...(banner === undefined ? [] : ['Banner /etc/ssh/banner']),
    '',
  ].join('\n');
}
