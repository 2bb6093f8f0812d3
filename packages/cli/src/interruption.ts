import type { Surroundings } from './surroundings.ts';

/** What Ctrl-C asks for: at first no new work, then none at all. */
export interface Interruption {
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
  readonly close: () => void;
}

/** Listens to Ctrl-C and says on stderr what it does. */
export function listenForInterruption({ onInterrupt, stderr }: Surroundings): Interruption {
  const stop = new AbortController();
  const abort = new AbortController();
  const close = onInterrupt(() => {
    if (stop.signal.aborted) {
      abort.abort();
      return;
    }
    stop.abort();
    stderr.write('\nvedette: finishing what runs; Ctrl-C again ends it at once\n');
  });
  return { stop: stop.signal, abort: abort.signal, close };
}
