import { compareDispositions, compareSeverities } from '@vedette/core';

import type { CheckVerdict } from '../judge/judge-evidence.ts';
import type { Approval } from './host-state.ts';

/** Looks up a person's word; expired ones do not count. */
export function approvalOf(
  fingerprint: string,
  expected: readonly Approval[],
  now: string,
): Approval | undefined {
  return expected.find(
    (approval) =>
      approval.fingerprint === fingerprint &&
      (approval.expires === undefined || Date.parse(approval.expires) > Date.parse(now)),
  );
}

/** Does an approval cover a verdict: the same check, and nothing worse than what was approved? */
export function covers(approval: Approval, verdict: CheckVerdict): boolean {
  return (
    approval.checks.includes(verdict.check) &&
    compareDispositions(approval.disposition, verdict.disposition) <= 0 &&
    compareSeverities(approval.severity, verdict.severity) <= 0
  );
}

/**
 * What is left of a verdict that something learned or approved speaks against: a slam-dunk stays
 * ambiguous, whatever was learned.
 */
export function excuse(verdict: CheckVerdict): CheckVerdict {
  return {
    ...verdict,
    disposition: verdict.disposition === 'slam-dunk' ? 'ambiguous' : 'benign',
  };
}
