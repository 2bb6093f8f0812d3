import type { LogsResponse } from '@vedette/core';

import type { Refusal } from './decoded-batch.ts';

/** Enough for a person to see what is wrong; the number says how many there were. */
const TOLD_MAX = 10;

/** How a sender learns which of its records were not taken, and why. */
export function partialSuccess(rejected: number, refusals: readonly Refusal[]): LogsResponse {
  const told = refusals.slice(0, TOLD_MAX).map(({ index, reason }) => `record ${index}: ${reason}`);
  const untold = rejected - told.length;
  if (untold > 0 && told.length > 0) told.push(`and ${untold} more`);
  return { rejectedLogRecords: rejected, errorMessage: told.join('; ') };
}
