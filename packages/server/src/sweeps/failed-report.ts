import { randomUUID } from 'node:crypto';

import { VedetteError } from '@vedette/core';
import type { SweepReport } from '@vedette/sweep';

const CODE = 'sweep-failed';

/** Why a sweep failed, in a sentence. */
export function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * The report of a sweep that failed: no host was seen, which is not the same as clean.
 *
 * @param hosts names of those of the last sweep that did not fail
 */
export function failedReport(
  error: unknown,
  { hosts, nowMs }: { readonly hosts: readonly string[]; readonly nowMs: number },
): SweepReport {
  const startedAt = new Date(nowMs).toISOString();
  const reason = problemOf(error);
  const next = error instanceof VedetteError ? error.hint : 'see the log of the server';
  const code = error instanceof VedetteError ? error.code : CODE;
  const nothing = { durationMs: 0, violations: 0, noise: 0, bytesSent: 0, bytesReceived: 0 };
  return {
    ...{ runId: randomUUID(), startedAt, armed: false, aborted: true },
    hosts: hosts.map((name) => ({
      ...{ name, status: 'unreachable', load1: null, checks: 0, checksAsked: 0, startedAt },
      coverage: [{ check: '*', reason, effect: 'blind' }],
      ...{ findings: [], problem: { code, reason, next }, ...nothing },
      baseline: { state: 'unknown', items: 0 },
    })),
  };
}
