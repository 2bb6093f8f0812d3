import type { ExecutionEvent, SensorCoverage } from '@vedette/core';

/** What a batch of the journal holds: a pure function of the record, the same at every reading. */
export interface DecodedBatch {
  /** In their order; an event's number in this list is its index for ever. */
  readonly events: readonly ExecutionEvent[];
  /** What the sensor said that it lost, with the host that said so. */
  readonly coverage: { readonly host: string; readonly coverage: SensorCoverage } | null;
}

/** A record that was not taken, by its number in the request, and why. */
export interface Refusal {
  /** From 0, over all lists of the request in their order. */
  readonly index: number;
  readonly reason: string;
}
