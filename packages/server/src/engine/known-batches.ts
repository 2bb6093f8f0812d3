import { hash } from 'node:crypto';

import { z } from 'zod';

/** A sensor sends a batch again within minutes, or when it was off, within its spool's days. */
const KEPT_MS = 7 * 86_400_000;
/** 100 hosts that send every two seconds for an hour; about 10 MB in memory. */
const BATCHES_MAX = 200_000;
/** 128 bits: nobody finds a second batch with the same. */
const DIGEST_CHARS = 22;

/** Digest and time of receipt of each batch that is known, oldest first. */
export const KnownBatchesState = z.array(
  z.tuple([z.string().length(DIGEST_CHARS), z.number().nonnegative()]),
);
export type KnownBatchesState = z.infer<typeof KnownBatchesState>;

/** Batches that were folded: a repeat changes nothing. */
export class KnownBatches {
  readonly #receivedMs: Map<string, number>;
  readonly #max: number;
  #evicted = 0;

  constructor(stored: KnownBatchesState = [], { max = BATCHES_MAX }: { max?: number } = {}) {
    this.#receivedMs = new Map(stored);
    this.#max = max;
  }

  /** Batches that were forgotten before their time, for room. */
  get evicted(): number {
    return this.#evicted;
  }

  get size(): number {
    return this.#receivedMs.size;
  }

  has(org: string, batchId: string): boolean {
    return this.#receivedMs.has(digestOf(org, batchId));
  }

  /** Adds a batch; false if it was there. */
  add(org: string, batchId: string, nowMs: number): boolean {
    const digest = digestOf(org, batchId);
    if (this.#receivedMs.has(digest)) return false;
    this.#receivedMs.set(digest, nowMs);
    for (const [oldest, receivedMs] of this.#receivedMs) {
      const isOver = receivedMs < nowMs - KEPT_MS;
      if (!isOver && this.#receivedMs.size <= this.#max) break;
      if (!isOver) this.#evicted += 1;
      this.#receivedMs.delete(oldest);
    }
    return true;
  }

  toState(): KnownBatchesState {
    return [...this.#receivedMs];
  }
}

function digestOf(org: string, batchId: string): string {
  return hash('sha256', JSON.stringify([org, batchId]), 'base64url').slice(0, DIGEST_CHARS);
}
