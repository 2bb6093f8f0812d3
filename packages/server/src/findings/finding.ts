import { Reason, Severity } from '@vedette/core';
import { z } from 'zod';

const TimeMs = z.number().int().nonnegative();

/** Where a finding stands: `expected` ends at its expiry, `resolved` opens again if it returns. */
export const FindingLife = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('open'),
    atMs: TimeMs.optional(),
    because: z.enum(['new', 'returned', 'asked', 'expired']).optional(),
  }),
  z.strictObject({
    state: z.literal('acknowledged'),
    by: z.string(),
    atMs: TimeMs,
    note: z.string().nullable(),
  }),
  z.strictObject({
    state: z.literal('expected'),
    by: z.string(),
    atMs: TimeMs,
    reason: z.string(),
    owner: z.string(),
    scope: z.enum(['shape', 'workload', 'fleet']),
    untilMs: TimeMs.nullable(),
  }),
  z.strictObject({
    state: z.literal('resolved'),
    by: z.string(),
    atMs: TimeMs,
    note: z.string().nullable(),
  }),
]);
export type FindingLife = z.infer<typeof FindingLife>;

/** Verdicts about the same thing: one row of what somebody has to look at. */
export const ServerFinding = z
  .strictObject({
    /** `x-` for executions, `s-` for sweeps, `i-` for sign-ins, and the fingerprint's first 12 digits. */
    id: z.string().regex(/^[sxi]-[0-9a-f]{12}$/),
    watch: z.enum(['sweep', 'executions', 'sign-ins']),
    org: z.string(),
    /** Workload for executions, host for a sweep. */
    subject: z.string(),
    severity: Severity,
    /** The highest so far. */
    score: z.number(),
    /** One sentence; it may hold text of a host. */
    summary: z.string(),
    reasons: z.array(Reason),
    /** What it was about when the score was highest: argv, exe, pid, host, … */
    facts: z.record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
    ),
    nearest: z.strictObject({ argv: z.array(z.string()), distance: z.number() }).nullable(),
    attack: z.array(z.string()),
    /** Sweep: as the host judged. Executions are `ambiguous`: nobody freezes for a score. */
    disposition: z.enum(['ambiguous', 'slam-dunk']),
    evidence: z.string().nullable(),
    count: z.number().int().positive(),
    hosts: z.array(z.string()).max(64),
    firstMs: TimeMs,
    lastMs: TimeMs,
    life: FindingLife,
    /** Every change of life, oldest first, bounded. */
    history: z.array(FindingLife).max(64),
  })
  .meta({ id: 'Finding' });
export type ServerFinding = z.infer<typeof ServerFinding>;
