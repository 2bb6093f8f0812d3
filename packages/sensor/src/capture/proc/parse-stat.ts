/** The fields of `/proc/PID/stat` that are used. */
export interface ProcStat {
  readonly comm: string;
  readonly state: string;
  readonly ppid: number;
  readonly ttyNumber: number;
  readonly flags: number;
  readonly threads: number;
  readonly startTicks: number;
}

/**
 * The name may hold any byte, spaces, brackets and newlines too, so that only its last bracket
 * ends it.
 */
export function parseStat(stat: string): ProcStat | null {
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  if (open === -1 || close < open) return null;
  const fields = stat.slice(close + 2).split(' ');
  const number = (index: number) => Number.parseInt(fields[index] ?? '', 10);
  const parsed = {
    comm: stat.slice(open + 1, close),
    state: fields[0] ?? '',
    ppid: number(1),
    ttyNumber: number(4),
    flags: number(6),
    threads: number(17),
    startTicks: number(19),
  };
  return Number.isSafeInteger(parsed.startTicks) && Number.isSafeInteger(parsed.ppid)
    ? parsed
    : null;
}
