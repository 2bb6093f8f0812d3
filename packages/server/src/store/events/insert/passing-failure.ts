import { setTimeout } from 'node:timers/promises';

import { VedetteError } from '@vedette/core';

/** Then the caller is told, and tries again when it sees fit: the rows are in the journal. */
export const ATTEMPTS_MAX = 4;
const PAUSE_MS = 250;

/** An engine that ended is started again; a server that is away may come back. */
export function isPassing(error: unknown): error is VedetteError {
  return (
    error instanceof VedetteError &&
    (error.code === 'events-engine-lost' || error.code === 'events-unreachable')
  );
}

/** Resolves when it is time for the attempt after this one; the first is 1. */
export function pauseAfter(attempt: number): Promise<void> {
  return setTimeout(PAUSE_MS * 2 ** attempt);
}
