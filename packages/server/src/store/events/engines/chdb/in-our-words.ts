import { VedetteError } from '@vedette/core';

import { engineFailure } from '../../engine-failure.ts';
import { EngineLost } from './engine-link.ts';

/** What chDB said, or what became of its process, as an error that says what to do. */
export function inOurWords(where: string, error: unknown): VedetteError {
  if (error instanceof VedetteError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof EngineLost) {
    return new VedetteError('events-engine-lost', { where, problem: message });
  }
  return engineFailure(where, { message });
}
