import { VedetteError } from '@vedette/core';

const RETRY_SECS = 5;

/** Work that takes long, of which only so much is under way; more is refused, not queued. */
export interface FewAtOnce {
  /** @throws VedetteError `server-busy` */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  /** Resolves when nothing is under way. */
  readonly idle: () => Promise<void>;
}

/** Nothing under way yet. */
export function createFewAtOnce(max: number): FewAtOnce {
  const running = new Set<Promise<unknown>>();
  return {
    run: async (work) => {
      if (running.size >= max) {
        const problem = 'other containments are under way';
        throw new VedetteError('server-busy', { problem, retryAfterSecs: RETRY_SECS });
      }
      const done = work();
      running.add(done);
      try {
        return await done;
      } finally {
        running.delete(done);
      }
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
