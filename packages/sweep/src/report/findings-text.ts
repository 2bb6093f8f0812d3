import { compareFindings } from '../findings/compare-findings.ts';
import type { Finding } from '../findings/finding.ts';
import { findingText, type TextLayout } from './finding-text.ts';

/** Findings, most serious first; those about processes of the same program as one. */
export function findingsText(findings: readonly Finding[], layout: TextLayout): string {
  const sorted = findings.toSorted(compareFindings);
  const groups = Map.groupBy(sorted, ({ fingerprint, disposition, severity, checks }) =>
    JSON.stringify([fingerprint, disposition, severity, checks]),
  );
  return [...groups.values()]
    .flatMap(([first, ...alike]) =>
      first === undefined ? [] : [findingText(first, layout, alike)],
    )
    .join('\n');
}
