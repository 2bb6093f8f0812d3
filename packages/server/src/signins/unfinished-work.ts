/** Work that nobody waits for now, but that is waited for before the end. */
export interface UnfinishedWork {
  /** Follows work to its end; `failed` hears when it does not get there. */
  readonly follow: (work: Promise<unknown>, failed: () => void) => void;
  readonly settled: () => Promise<void>;
}

/** Keeps hold of promises that an answer does not wait for, so that none floats. */
export function createUnfinishedWork(): UnfinishedWork {
  const all = new Set<Promise<void>>();
  return {
    follow: (work, failed) => {
      const ended: Promise<void> = work
        .then(() => undefined, failed)
        .finally(() => all.delete(ended));
      all.add(ended);
    },
    settled: async () => {
      while (all.size > 0) await Promise.all(all);
    },
  };
}
