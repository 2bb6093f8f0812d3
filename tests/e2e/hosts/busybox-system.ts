import { copyFileSync, constants, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { findProgram } from './requirements.ts';
import { mustRun } from './run-command.ts';

/** sshd and, from OpenSSH 9.8 on, the programs that it is split into. */
const SSHD_PARTS = ['/usr/lib/openssh/sshd-session', '/usr/lib/openssh/sshd-auth'] as const;
const DIRECTORIES = [
  'proc',
  'sys',
  'dev',
  'run',
  'tmp',
  'var/tmp',
  'var/log',
  'var/empty',
  'root',
  'etc',
];

/**
 * Makes a system of Debian's static busybox, with every applet as a link, and sshd with the
 * libraries that it needs: no dpkg, no other awk, no bash, no coreutils.
 */
export async function makeBusyboxSystem(dir: string): Promise<void> {
  for (const name of DIRECTORIES) mkdirSync(join(dir, name), { recursive: true });
  const busybox = findProgram('busybox') ?? '/bin/busybox';
  const sshd = findProgram('sshd') ?? '/usr/sbin/sshd';
  copy(busybox, join(dir, 'bin/busybox'));
  copy(sshd, join(dir, 'usr/sbin/sshd'));
  const parts = [sshd, ...SSHD_PARTS.filter((path) => existsSync(path))];
  for (const path of parts.slice(1)) copy(path, join(dir, path));
  const needed = await mustRun(['ldd', ...parts]);
  const libraries = new Set(
    [...needed.matchAll(/^\t(?:\S+ => )?(\/\S+) \(/gm)].map((m) => m[1] ?? ''),
  );
  for (const library of libraries) copy(library, join(dir, library));

  const applets = (await mustRun([busybox, '--list-full'])).trim().split('\n');
  for (const applet of applets) {
    const target = join(dir, applet);
    mkdirSync(dirname(target), { recursive: true });
    if (!existsSync(target)) symlinkSync('/bin/busybox', target);
  }
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  if (!existsSync(to)) copyFileSync(from, to, constants.COPYFILE_FICLONE);
}
