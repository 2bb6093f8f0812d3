import type { Disposition, Severity } from '@vedette/core';

import type { Check, Rule } from '../checks/check.ts';

/** What one check says of one record. */
export interface CheckVerdict {
  readonly check: string;
  readonly disposition: Disposition;
  readonly severity: Severity;
  /** Holds only if the subject is new or changed (or only if changed) against the baseline. */
  readonly onChange: boolean | 'changed';
}

/**
 * Evaluates the rules of every check of a subject against a record's evidence, the same way as
 * the awk that `compileRules` generates: per check, the first rule that matches decides.
 */
export function judgeEvidence(
  checks: readonly Check[],
  subject: string,
  evidence: ReadonlySet<string>,
): CheckVerdict[] {
  return checks
    .filter((check) => check.subject === subject)
    .flatMap((check) => {
      const rule = check.rules.find((candidate) => matches(candidate, evidence));
      if (rule === undefined) return [];
      const { disposition, severity } = rule;
      return [{ check: check.id, disposition, severity, onChange: rule.onChange ?? false }];
    });
}

function matches({ all = [], any = [], none = [] }: Rule, evidence: ReadonlySet<string>): boolean {
  return (
    all.every((code) => evidence.has(code)) &&
    any.every((group) => group.some((code) => evidence.has(code))) &&
    !none.some((code) => evidence.has(code))
  );
}
