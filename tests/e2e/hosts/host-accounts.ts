import { readFileSync } from 'node:fs';

import type { HostOptions } from './test-host.ts';

/** The user `ordinary`, on every host. */
export const ORDINARY_UID = 1500;

/** The files of accounts, by path. */
export interface HostAccounts {
  readonly passwd: string;
  readonly group: string;
  readonly shadow: string;
}

const BUSYBOX: HostAccounts = {
  passwd: [
    'root:x:0:0:root:/root:/bin/sh',
    'sshd:x:102:65534::/run/sshd:/bin/false',
    'nobody:x:65534:65534:nobody:/:/bin/false',
    '',
  ].join('\n'),
  group: 'root:x:0:\nnogroup:x:65534:\n',
  shadow: 'root:*:20000:0:99999:7:::\nsshd:*:20000:0:99999:7:::\n',
};

/** The accounts of the host's system, plus the user `ordinary`, none with a password. */
export function hostAccounts(
  { system, user = 'root' }: HostOptions,
  loginShell: string | undefined,
): HostAccounts {
  const { passwd, group, shadow } = system === 'busybox' ? BUSYBOX : machineAccounts();
  const users = `${passwd}ordinary:x:${ORDINARY_UID}:${ORDINARY_UID}::/home/ordinary:/bin/sh\n`;
  return {
    passwd: loginShell === undefined ? users : setShell(users, user, loginShell),
    group: `${group}ordinary:x:${ORDINARY_UID}:\n`,
    // `*` is no password, but not locked either: sshd lets no locked account in.
    shadow: `${shadow.replace(/^root:[^:]*:/m, 'root:*:')}ordinary:*:20000:0:99999:7:::\n`,
  };
}

function machineAccounts(): HostAccounts {
  const read = (name: string): string => readFileSync(`/etc/${name}`, 'utf8');
  return { passwd: read('passwd'), group: read('group'), shadow: read('shadow') };
}

function setShell(passwd: string, user: string, shell: string): string {
  return passwd.replace(
    new RegExp(`^(${user}:.*:)[^:]*$`, 'm'),
    (_, fields: string) => fields + shell,
  );
}
