import type { BatchName } from './batch-name.ts';

/** A batch that waits to be sent. */
export interface SealedBatch {
  readonly name: BatchName;
  /** Where it is; a batch that no disk would take is held in memory. */
  readonly at: { readonly path: string } | { readonly frames: readonly Buffer[] };
  readonly bytes: number;
}

/** Urgent ones first, then the oldest. */
export function nextBatch(batches: Iterable<SealedBatch>): SealedBatch | undefined {
  return first(batches, (a, b) => Number(b.name.urgent) - Number(a.name.urgent) || byAge(a, b));
}

/** What a full spool gives up: the oldest of what is not urgent, and then the oldest. */
export function nextToEvict(batches: Iterable<SealedBatch>): SealedBatch | undefined {
  return first(batches, (a, b) => Number(a.name.urgent) - Number(b.name.urgent) || byAge(a, b));
}

function byAge(a: SealedBatch, b: SealedBatch): number {
  return a.name.createdMs - b.name.createdMs || a.name.sequence - b.name.sequence;
}

function first(
  batches: Iterable<SealedBatch>,
  compare: (a: SealedBatch, b: SealedBatch) => number,
): SealedBatch | undefined {
  let best: SealedBatch | undefined;
  for (const batch of batches) if (best === undefined || compare(batch, best) < 0) best = batch;
  return best;
}
