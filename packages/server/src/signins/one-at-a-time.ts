/** Runs work on the same name one after the other, and on different names side by side. */
export interface OneAtATime {
  readonly run: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** Resolves when nothing is under way. */
  readonly idle: () => Promise<void>;
  /** Work that is under way or waits. */
  readonly size: () => number;
}

/** A queue per name; a name with nothing to do is forgotten. */
export function createOneAtATime(): OneAtATime {
  const tails = new Map<string, Promise<unknown>>();
  let waiting = 0;
  return {
    size: () => waiting,
    run: async (name, work) => {
      waiting += 1;
      const before = tails.get(name) ?? Promise.resolve();
      // What went wrong before is its own caller's to hear; the next one runs all the same.
      const done = before.then(work, work);
      const tail = done.then(
        () => undefined,
        () => undefined,
      );
      tails.set(name, tail);
      try {
        return await done;
      } finally {
        waiting -= 1;
        if (tails.get(name) === tail) tails.delete(name);
      }
    },
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
