import { HostReport } from '@vedette/sweep';
import { z } from 'zod';

const Count = z.number().int().nonnegative();
const TimeMs = z.number().int().nonnegative();

export const SWEEPS_KEPT = 50;
export const COVERAGE_KEPT = 32;
export const BENIGN_KEPT = 20;
export const TAGS_KEPT = 16;

/** A sweep of a host in a line. */
export const PastSweep = z.strictObject({
  atMs: TimeMs,
  status: HostReport.shape.status,
  /** What somebody had to look at. */
  findings: Count,
  /** Checks that did not see all they judge by. */
  incomplete: Count,
});
export type PastSweep = z.infer<typeof PastSweep>;

/** Something that was recorded, and that nobody has to look at. */
export const BenignThing = z.strictObject({
  summary: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
});
export type BenignThing = z.infer<typeof BenignThing>;

/** The last sweep of a host, without what has no bound. */
export const LastSweep = z.strictObject({
  atMs: TimeMs,
  status: HostReport.shape.status,
  checks: Count,
  checksAsked: Count,
  load1: z.number().nullable(),
  durationMs: z.number().nonnegative(),
  /** What could not be seen, what is blind first. */
  coverage: z.array(HostReport.shape.coverage.element).max(COVERAGE_KEPT),
  findings: z.strictObject({ slamDunk: Count, ambiguous: Count, benign: Count }),
  baseline: HostReport.shape.baseline,
  problem: HostReport.shape.problem.unwrap().nullable(),
  note: z.string().nullable(),
  tags: z.array(z.string()).max(TAGS_KEPT),
});
export type LastSweep = z.infer<typeof LastSweep>;

/** What is kept of the sweeps of one host. */
export const SweptHost = z.strictObject({
  host: z.string(),
  /** By the journal. */
  receivedMs: z.number().nonnegative(),
  last: LastSweep,
  benign: z.array(BenignThing).max(BENIGN_KEPT),
  /** The newest last. */
  sweeps: z.array(PastSweep).max(SWEEPS_KEPT),
});
export type SweptHost = z.infer<typeof SweptHost>;

/** By organisation, the host that was swept longest ago first; for a checkpoint. */
export const SweptHostsState = z.array(z.tuple([z.string(), z.array(SweptHost)]));
export type SweptHostsState = z.infer<typeof SweptHostsState>;
