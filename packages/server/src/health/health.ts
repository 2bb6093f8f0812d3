import { z } from 'zod';

const Count = z.number().int().nonnegative();
const Lost = z.strictObject({ reason: z.string(), events: Count });

/** Something that is not seen, or not wholly, and what to do about it. */
export const BlindSpot = z.strictObject({
  /** Null where it is about no single host. */
  host: z.string().nullable(),
  what: z.string(),
  why: z.string(),
  next: z.string(),
});
export type BlindSpot = z.infer<typeof BlindSpot>;

/** How the server is, and what it does not see. */
export const Health = z
  .strictObject({
    version: z.string(),
    startedMs: z.number(),
    engine: z.strictObject({
      lagEntries: Count,
      lagSeconds: z.number().nonnegative(),
      problems: z.array(z.strictObject({ what: z.string(), problem: z.string() })),
    }),
    ready: z.strictObject({
      ready: z.boolean(),
      /** `ok`, or what is wrong. */
      checks: z.record(z.string(), z.string()),
    }),
    /** Counted since the server was started, of everybody who sends to it. */
    ingest: z.strictObject({
      batches: Count,
      events: Count,
      rejectedRecords: Count,
      repeatedBatches: Count,
      postponed: z.array(z.strictObject({ reason: z.string(), batches: Count })),
      /** Of the own organisation, by the events' times; the last minute last. */
      eventsPerMinute: z.array(Count).length(60),
    }),
    stores: z.strictObject({
      journalBytes: Count,
      /** Of everybody, on the node that answers; null where it does not. */
      events: z.strictObject({ rows: Count, bytes: Count }).nullable(),
      baselines: z.strictObject({ workloads: Count, shapes: Count }),
      /** Null where the server makes no sweeps, or where it cannot be read. */
      evidenceBytes: Count.nullable(),
    }),
    /** As they counted themselves within the last day. */
    sensors: z.strictObject({
      hosts: Count,
      received: Count,
      missed: z.array(Lost),
      dropped: z.array(Lost),
      evicted: Count,
      refused: Count,
      truncated: Count,
      pollingGaps: Count,
      uncleanStops: Count,
    }),
    sweeps: z
      .strictObject({
        running: z.boolean(),
        sweeps: Count,
        failed: Count,
        lastEndedMs: z.number().nullable(),
        lastProblem: z.string().nullable(),
        everyMs: z.number(),
      })
      .nullable(),
    blindSpots: z.array(BlindSpot),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;
