/** Two threads that end at one time are microseconds apart. */
const EXITS_MAX = 4096;

/** The last few thousand ends of processes, to tell the second of two from the first. */
export interface RecentExits {
  /** @returns whether it is the first of this process */
  readonly add: (pid: number, start: number) => boolean;
}

export function createRecentExits(): RecentExits {
  const starts = new Map<number, number>();
  // The map by itself would look for its oldest among all that were removed.
  const inOrder: number[] = [];
  let next = 0;
  return {
    add(pid, start) {
      if (starts.get(pid) === start) return false;
      const oldest = inOrder[next];
      if (oldest !== undefined) starts.delete(oldest);
      starts.set(pid, start);
      inOrder[next] = pid;
      next = (next + 1) % EXITS_MAX;
      return true;
    },
  };
}
