import type { SweepReport } from '@vedette/sweep';

type Findings = SweepReport['hosts'][number]['findings'];

/** The findings that a person would be told of. */
export function alerts(findings: Findings): Findings {
  return findings.filter(({ disposition }) => disposition !== 'benign');
}
