import { z } from 'zod';

const Count = z.number().int().nonnegative();
/** Counts by a short reason. */
const Reasons = z.record(z.string().regex(/^[a-z][a-z0-9-]{0,40}$/), Count);
/** Whole batches, and the events that were in them. */
const Batches = z.strictObject({ batches: Count, events: Count });

/**
 * What a sensor did not deliver, and why; each batch carries the changes since the batch before
 * it, and a batch that is lost gives its numbers to the next. So over all batches that arrive
 * `received = delivered events + dropped + evicted + refused - restored`, exactly, and what
 * happened on the host is `received + missed`.
 */
export const SensorCoverage = z.strictObject({
  /** Events that the capture handed over. */
  received: Count,
  /** Events that the capture knows it lost before: by reason. */
  missed: Reasons,
  /** Events that were received and then given up: by reason. */
  dropped: Reasons,
  /** Events whose arguments are not whole, and that say so. */
  truncated: Count,
  /** Events some of whose memory could not be read. */
  faulted: Count,
  /** Intervals in which short-lived processes may have been missed. */
  pollingGaps: Count,
  /** Removed from the full spool, the least urgent and oldest first. */
  evicted: Batches,
  /** Refused by the receiver for good, and set aside. */
  refused: Batches,
  /** Set aside by an earlier run, and put back when the sensor was started again. */
  restored: Batches,
  /** Records that the receiver took the rest of the batch without. */
  rejected: Count,
  /** Records of the spool that could not be read back. */
  corrupt: Count,
  /** Earlier runs that ended without saying so: up to `spool.flushMs` of events are missing. */
  uncleanStops: Count,
});
export type SensorCoverage = z.infer<typeof SensorCoverage>;

/** Nothing received and nothing lost. */
export function emptyCoverage(): SensorCoverage {
  const none = { batches: 0, events: 0 };
  return {
    received: 0,
    missed: {},
    dropped: {},
    truncated: 0,
    faulted: 0,
    pollingGaps: 0,
    evicted: { ...none },
    refused: { ...none },
    restored: { ...none },
    rejected: 0,
    corrupt: 0,
    uncleanStops: 0,
  };
}

/** Adds two coverages: order and grouping do not matter. */
export function addCoverage(a: SensorCoverage, b: SensorCoverage): SensorCoverage {
  return {
    received: a.received + b.received,
    missed: addReasons(a.missed, b.missed),
    dropped: addReasons(a.dropped, b.dropped),
    truncated: a.truncated + b.truncated,
    faulted: a.faulted + b.faulted,
    pollingGaps: a.pollingGaps + b.pollingGaps,
    evicted: addBatches(a.evicted, b.evicted),
    refused: addBatches(a.refused, b.refused),
    restored: addBatches(a.restored, b.restored),
    rejected: a.rejected + b.rejected,
    corrupt: a.corrupt + b.corrupt,
    uncleanStops: a.uncleanStops + b.uncleanStops,
  };
}

type Batches = z.infer<typeof Batches>;

function addBatches(a: Batches, b: Batches): Batches {
  return { batches: a.batches + b.batches, events: a.events + b.events };
}

function addReasons(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [reason, count] of Object.entries(b)) sum[reason] = (sum[reason] ?? 0) + count;
  return sum;
}
