import { Disposition, Reason, Severity } from '@vedette/core';
import { z } from 'zod';

import { Contained } from './contained.ts';

/** A fact about a finding's subject; numbers where `/proc` has numbers. */
export const Facts = z.record(z.string(), z.union([z.string(), z.number()]));
export type Facts = z.infer<typeof Facts>;

/** How an item differs from the host's baseline. */
export const Change = z.enum(['new', 'changed', 'removed']);
export type Change = z.infer<typeof Change>;

/** One thing that is wrong, or odd and explained, on one host: a process, or a drifted item. */
export const Finding = z.strictObject({
  /** Stable over sweeps as long as the subject is the same one. */
  id: z.string().regex(/^F-[0-9a-f]{10}$/),
  /** What an approval is remembered by: it outlives a restart of the same program. */
  fingerprint: z.string(),
  /** The most serious check that fired. */
  check: z.string(),
  /** Every check that fired, most serious first. */
  checks: z.array(z.string()),
  subject: z.string(),
  disposition: Disposition,
  severity: Severity,
  /** The sum of the reasons' contributions. */
  score: z.number(),
  summary: z.string(),
  reasons: z.array(Reason),
  facts: Facts,
  /** The benign proofs that were tried. */
  proofs: z.array(z.strictObject({ code: z.string(), outcome: z.enum(['held', 'failed']) })),
  attack: z.array(z.string()),
  next: z.string(),
  change: Change.optional(),
  firstSeen: z.iso.datetime(),
  /** How many hosts of the fleet have the same item. */
  fleet: z
    .strictObject({ have: z.number().int(), of: z.number().int(), text: z.string() })
    .optional(),
  /** What an armed sweep did about it. */
  contained: Contained.optional(),
});
export type Finding = z.infer<typeof Finding>;
