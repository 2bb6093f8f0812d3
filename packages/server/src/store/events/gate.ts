/** Lets a bounded number through at a time, and a bounded number wait. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** What is refused is refused with `busy`, before any work was done. */
export function createGate(
  { atOnce, waitingMax }: { readonly atOnce: number; readonly waitingMax: number },
  busy: () => Error,
): Gate {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= waitingMax) throw busy();
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      await promise;
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
