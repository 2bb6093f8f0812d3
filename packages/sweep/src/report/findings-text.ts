import { compareFindings } from '../findings/compare-findings.ts';
import type { Finding } from '../findings/finding.ts';
import { findingText, type TextLayout } from './finding-text.ts';

/**
 * Findings of a host, most serious first; those about processes of the same program as one, but
 * not where something different was done about them.
 */
export function findingsText(
  findings: readonly Finding[],
  layout: TextLayout,
  host: string,
): string {
  const sorted = findings.toSorted(compareFindings);
  const groups = Map.groupBy(sorted, ({ fingerprint, disposition, severity, checks, contained }) =>
    JSON.stringify([fingerprint, disposition, severity, checks, contained]),
  );
  return [...groups.values()]
    .flatMap(([first, ...alike]) =>
      first === undefined ? [] : [findingText(first, layout, { host, alike })],
    )
    .join('\n');
}
