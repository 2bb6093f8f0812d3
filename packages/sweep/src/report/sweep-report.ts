import { Coverage } from '@vedette/core';
import { z } from 'zod';

import { Finding } from '../findings/finding.ts';
import { ContainmentNote } from './containment-note.ts';

/** What a sweep says of a host, from worst seen to nothing seen. */
export const HostStatus = z.enum(['clean', 'findings', 'incomplete', 'unreachable']);
export type HostStatus = z.infer<typeof HostStatus>;

/** What one sweep of one host found, and what it could not look at. */
export const HostReport = z.strictObject({
  name: z.string(),
  status: HostStatus,
  load1: z.number().nullable(),
  /** Checks that saw all they judge by. */
  checks: z.number().int().nonnegative(),
  /** Checks that were asked for. */
  checksAsked: z.number().int().nonnegative(),
  coverage: z.array(Coverage),
  findings: z.array(Finding),
  /** What became of earlier containments here. */
  containment: z.array(ContainmentNote).optional(),
  baseline: z.strictObject({
    state: z.enum(['learning', 'watching', 'unknown']),
    items: z.number().int().nonnegative(),
  }),
  startedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  /** Why there was no session, and what to do about it. */
  problem: z.strictObject({ code: z.string(), reason: z.string(), next: z.string() }).optional(),
  /** Frames and claims that the probe does not send. */
  violations: z.number().int().nonnegative(),
  /** Lines that were no frames (login banners). */
  noise: z.number().int().nonnegative(),
  bytesSent: z.number().int().nonnegative(),
  bytesReceived: z.number().int().nonnegative(),
  note: z.string().optional(),
  tags: z.array(z.string()).optional(),
});
export type HostReport = z.infer<typeof HostReport>;

/** The document of `vedette sweep --json`. */
export const SweepReport = z.strictObject({
  runId: z.string(),
  startedAt: z.iso.datetime(),
  /** Whether slam-dunks were contained. */
  armed: z.boolean(),
  /** Cut short by Ctrl-C. */
  aborted: z.boolean(),
  hosts: z.array(HostReport),
});
export type SweepReport = z.infer<typeof SweepReport>;
