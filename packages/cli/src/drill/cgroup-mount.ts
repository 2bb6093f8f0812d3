/** Spaces and the like are octal in `/proc/mounts`. */
const OCTAL = /\\([0-7]{3})/g;

/**
 * Where the unified hierarchy of control groups is mounted, from the text of `/proc/self/mounts`;
 * null where there is none.
 */
export function cgroupMountOf(mounts: string): string | null {
  for (const line of mounts.split('\n')) {
    const [, at, type] = line.split(' ');
    if (type === 'cgroup2' && at !== undefined) {
      return at.replace(OCTAL, (_, digits: string) => String.fromCodePoint(parseInt(digits, 8)));
    }
  }
  return null;
}
