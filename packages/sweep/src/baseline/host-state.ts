import { Disposition, Severity } from '@vedette/core';
import { z } from 'zod';

import { Finding } from '../findings/finding.ts';

/** Raised when a field changes its meaning; a newer file is refused, never guessed at. */
const STATE_VERSION = 1;
/** Items of one host: ten times what a large host has, and still a file that loads in 100 ms. */
export const ITEMS_MAX = 20_000;
/** Bytes of one host's file; what would go beyond is not learned, and said. */
export const STATE_BYTES_MAX = 16 * 1024 * 1024;
/** Findings kept as open, and approvals, of one host. */
export const OPEN_MAX = 1000;
export const EXPECTED_MAX = 5000;
/** Earlier files of one daemon that are remembered: a month of weekly upgrades, and some. */
export const PREVIOUS_MAX = 8;

const When = z.iso.datetime();

/** A person's word that something is as it should be. */
export const Approval = z.strictObject({
  fingerprint: z.string(),
  finding: z.string(),
  checks: z.array(z.string()),
  /** Only what is at most as serious as what was approved is covered. */
  disposition: Disposition,
  severity: Severity,
  summary: z.string(),
  reason: z.string(),
  who: z.string(),
  when: When,
  expires: When.optional(),
});
export type Approval = z.infer<typeof Approval>;

/** One thing that is normal on a host. */
export const BaselineItem = z.strictObject({
  section: z.string(),
  subject: z.string(),
  key: z.string(),
  value: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  firstSeen: When,
  lastSeen: When,
  previous: z.array(z.string()).max(PREVIOUS_MAX).optional(),
  approved: z.strictObject({ who: z.string(), when: When, reason: z.string() }).optional(),
});
export type BaselineItem = z.infer<typeof BaselineItem>;

/** A finding of the last sweep that could see it. */
export const OpenFinding = z.strictObject({
  finding: Finding,
  section: z.string(),
  firstSeen: When,
  lastSeen: When,
  /** Items: what the finding is about. */
  item: z.strictObject({ subject: z.string(), key: z.string(), value: z.string() }).optional(),
});
export type OpenFinding = z.infer<typeof OpenFinding>;

/**
 * What is known of one host between sweeps. Keys from hosts are values here, never property names,
 * so that a host cannot name one `__proto__`.
 */
export const HostState = z.strictObject({
  version: z.literal(STATE_VERSION),
  host: z.string(),
  /** What was learned: a (section, subject), and what could not be seen of it then ('' = all). */
  learned: z.array(z.strictObject({ section: z.string(), subject: z.string(), gaps: z.string() })),
  items: z.array(BaselineItem).max(ITEMS_MAX),
  expected: z.array(Approval).max(EXPECTED_MAX),
  open: z.array(OpenFinding).max(OPEN_MAX),
  /** Checks that the last sweep with this uid could see. */
  seen: z.array(z.strictObject({ uid: z.string(), checks: z.array(z.string()) })).max(16),
  lastSweep: z.strictObject({ at: When, status: z.string() }).optional(),
});
export type HostState = z.infer<typeof HostState>;

/** The state of a host that was never swept. */
export function emptyState(host: string): HostState {
  return { version: STATE_VERSION, host, learned: [], items: [], expected: [], open: [], seen: [] };
}
