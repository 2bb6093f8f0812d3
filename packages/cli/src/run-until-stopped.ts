import type { RunningServer } from '@vedette/server';

import type { Interruption } from './interruption.ts';
import { EXIT_CODES } from './surroundings.ts';

const INTERRUPTED = 130;

/** What runs beside the server, and ends before it. */
export interface Companion {
  readonly stop: () => Promise<void>;
  readonly abort: () => void;
}

/**
 * Waits for Ctrl-C or for the server to fail, then stops in order. A second Ctrl-C ends the process
 * at once: what was acknowledged is on the disk, and the next start finds it there.
 */
export async function runUntilStopped(
  server: RunningServer,
  { stop, abort }: Interruption,
  companions: readonly Companion[],
): Promise<number> {
  const endNow = (): void => {
    for (const companion of companions) companion.abort();
    process.exit(INTERRUPTED);
  };
  if (abort.aborted) endNow();
  abort.addEventListener('abort', endNow);
  try {
    await Promise.race([server.finished, stopped(stop)]);
  } finally {
    for (const companion of companions) await companion.stop();
    await server.close();
    abort.removeEventListener('abort', endNow);
  }
  return EXIT_CODES.ok;
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
