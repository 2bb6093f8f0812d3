import { readProcFile } from '../proc/read-proc-file.ts';

const STAT_BYTES_MAX = 1024 * 1024;

/** How many processes and threads were started since the boot; null where it is hidden. */
export function readForks(proc: string): number | null {
  const text = readProcFile(`${proc}/stat`, STAT_BYTES_MAX)?.toString('latin1') ?? '';
  const count = Number(/^processes (\d+)$/m.exec(text)?.[1]);
  return Number.isSafeInteger(count) ? count : null;
}

/** What was started, by the kernel's counter, less what was seen to have been. */
export interface ForkBalance {
  readonly begin: (forks: number | null) => 0;
  /** Returns what is newly known to have come and gone unseen. */
  readonly add: (forks: number | null, seen: number) => number;
}

/**
 * The counter is read before each look, so that what starts during a look is seen early and counted
 * late: the balance may lag by one look, and never says too much.
 */
export function createForkBalance(): ForkBalance {
  let from: number | null = null;
  let seenInAll = 0;
  let told = 0;
  return {
    begin(forks) {
      from = forks;
      return 0;
    },
    add(forks, seen) {
      seenInAll += seen;
      if (forks === null || from === null) return 0;
      const unseen = forks - from - seenInAll;
      const news = Math.max(0, unseen - told);
      told += news;
      return news;
    },
  };
}
