import { z } from 'zod';

const Count = z.number().int().nonnegative();

/** What was seen of one shape on one day. */
export const DayRecord = z.strictObject({
  /** Days since the epoch, UTC. */
  day: Count,
  /** Times seen while the workload was still learning. */
  learned: Count,
  /** Times seen, and not alerted about, while it was watched. */
  watched: Count,
  /** Times seen and held back: alerted about, so not learned from. */
  held: Count,
  /** Bounded: three are all that trust asks for. */
  hosts: z.array(z.string()).max(8),
});
export type DayRecord = z.infer<typeof DayRecord>;

/** One shape as the baseline keeps it. */
export const ShapeRecord = z.strictObject({
  key: z.string(),
  name: z.string(),
  place: z.enum(['installed', 'scratch', 'hidden', 'memory', 'unknown']),
  parent: z.string(),
  user: z.enum(['root', 'service', 'person']),
  verb: z.string(),
  script: z.boolean(),
  words: z.array(z.string()),
  network: z.array(z.string()),
  argv: z.array(z.string()),
  count: Count,
  firstSeenMs: z.number().nonnegative(),
  lastSeenMs: z.number().nonnegative(),
  /** Newest last. */
  days: z.array(DayRecord),
  /** When a person said that this is normal. */
  confirmedMs: z.number().nonnegative().nullable(),
  /** When a person had seen its alerts and let it train. */
  admittedMs: z.number().nonnegative().nullable(),
});
export type ShapeRecord = z.infer<typeof ShapeRecord>;
