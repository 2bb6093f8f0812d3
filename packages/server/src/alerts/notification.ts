import { Disposition, escapeText, redactCommand, redactText, Severity } from '@vedette/core';
import { z } from 'zod';

import { ServerFinding } from '../findings/finding.ts';
import type { FindingChange } from '../findings/finding-change.ts';

const TEXT_MAX = 400;
const NAME_MAX = 255;
const ARGUMENT_MAX = 200;
const ARGUMENTS_MAX = 16;
const REASONS_MAX = 5;
const HOSTS_MAX = 8;

/** What somebody is told of a finding: no facts but the command, all text bounded and inert. */
export const Notification = z.strictObject({
  type: z.enum(['finding.opened', 'finding.reopened', 'finding.raised', 'notify.test']),
  timestamp: z.iso.datetime(),
  data: z.strictObject({
    finding: ServerFinding.shape.id.nullable(),
    org: z.string(),
    watch: ServerFinding.shape.watch,
    /** Workload for executions, host for a sweep. */
    subject: z.string(),
    severity: Severity,
    disposition: Disposition,
    score: z.number(),
    summary: z.string(),
    reasons: z.array(z.string()),
    command: z.array(z.string()),
    hosts: z.array(z.string()),
    /** How many hosts there are, also beyond those named. */
    hostCount: z.number().int().nonnegative(),
    count: z.number().int().nonnegative(),
    attack: z.array(z.string()),
    firstSeen: z.iso.datetime(),
    lastSeen: z.iso.datetime(),
  }),
});
export type Notification = z.infer<typeof Notification>;

const TYPES = {
  opened: 'finding.opened',
  reopened: 'finding.reopened',
  raised: 'finding.raised',
} as const;

/**
 * What is to be told of a change; null for nothing: only what is open is told of, when it was
 * opened, opened again, or became more serious.
 */
export function toNotification({ kind, atMs, finding }: FindingChange): Notification | null {
  if (finding.life.state !== 'open') return null;
  if (kind !== 'opened' && kind !== 'reopened' && kind !== 'raised') return null;
  const { argv } = finding.facts;
  const { id, org, watch, severity, disposition, score, hosts, count } = finding;
  return {
    type: TYPES[kind],
    timestamp: isoTime(atMs),
    data: {
      ...{ finding: id, org: shown(org, NAME_MAX), watch, severity, disposition, score, count },
      subject: shown(finding.subject, NAME_MAX),
      summary: shown(finding.summary),
      reasons: finding.reasons.slice(0, REASONS_MAX).map(({ text }) => shown(text)),
      command: Array.isArray(argv) ? shownCommand(argv) : [],
      hosts: hosts.slice(0, HOSTS_MAX).map((host) => shown(host, NAME_MAX)),
      hostCount: hosts.length,
      attack: finding.attack.map((technique) => shown(technique, NAME_MAX)),
      firstSeen: isoTime(finding.firstMs),
      lastSeen: isoTime(finding.lastMs),
    },
  };
}

/** A sensor has hidden secrets already; an older agent has not, and this leaves the house. */
function shown(text: string, max: number = TEXT_MAX): string {
  return escapeText(redactText(text), max);
}

function shownCommand(argv: readonly string[]): string[] {
  return redactCommand(argv.slice(0, ARGUMENTS_MAX)).map((argument) =>
    escapeText(argument, ARGUMENT_MAX),
  );
}

/** Beyond this a year has six digits and a sign, which not every receiver reads. */
const YEAR_9999_MS = 253_402_300_799_999;

/** A host may send any number as a time. */
function isoTime(ms: number): string {
  return new Date(Math.min(ms, YEAR_9999_MS)).toISOString();
}
