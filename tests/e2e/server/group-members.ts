import { readdirSync, readFileSync } from 'node:fs';

/** Every process of a group that still runs, as `PID NAME`. */
export function groupMembers(group: number): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const stat = readStat(pid);
      // The name may hold spaces and brackets; what follows the last bracket does not.
      const end = stat.lastIndexOf(')');
      const [state, , ofGroup] = stat.slice(end + 2).split(' ');
      const name = stat.slice(stat.indexOf('('), end + 1);
      return ofGroup === String(group) && state !== 'Z' ? [`${pid} ${name}`] : [];
    });
}

function readStat(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It has ended.
    return '';
  }
}
