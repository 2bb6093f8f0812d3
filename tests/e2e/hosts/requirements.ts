import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const PROGRAMS = [
  'busybox',
  'ip',
  'mknod',
  'mount',
  'nsenter',
  'pivot_root',
  'setpriv',
  'ssh',
  'ssh-keygen',
  'sshd',
  'unshare',
] as const;

/** Where programs are looked for; sshd and ip may be outside an ordinary PATH. */
export const SEARCH_PATH = `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`;

/**
 * What this machine lacks to run real hosts, as a sentence for the `skip` option of node:test, or
 * false. `scripts/install-test-packages.sh` brings the programs.
 */
export function missingRequirements(programs: readonly string[] = []): string | false {
  if (process.getuid?.() !== 0) return 'real hosts need root, for namespaces and mounts';
  const missing = [...PROGRAMS, ...programs].filter((name) => findProgram(name) === undefined);
  if (missing.length > 0) {
    return `not installed: ${missing.join(', ')} (run scripts/install-test-packages.sh)`;
  }
  if (!readFileSync('/proc/filesystems', 'utf8').includes('\toverlay\n')) {
    return 'this kernel has no overlayfs';
  }
  const link = 'link add vdtry type veth peer name vdtry0';
  const tried = spawnSync(
    'unshare',
    ['--mount', '--net', '--uts', '--ipc', '--pid', '--fork', 'ip', ...link.split(' ')],
    { encoding: 'utf8', env: { PATH: SEARCH_PATH } },
  );
  if (tried.status === 0) return false;
  const ending = tried.error?.message ?? tried.signal ?? `exit code ${tried.status}`;
  return `namespaces and veth are not allowed here: ${ending} ${tried.stderr?.trim() ?? ''}`;
}

/** The path of a program, or undefined. */
export function findProgram(name: string): string | undefined {
  return SEARCH_PATH.split(delimiter)
    .filter((dir) => dir !== '')
    .map((dir) => join(dir, name))
    .find((path) => existsSync(path));
}
