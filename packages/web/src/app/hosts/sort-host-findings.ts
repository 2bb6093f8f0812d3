import type { Finding } from '../api/shapes.ts';

const STATES: readonly Finding['life']['state'][] = [
  'open',
  'acknowledged',
  'expected',
  'resolved',
];

/** Findings that wait for somebody first, then by score, then the newest. */
export function sortHostFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) =>
      STATES.indexOf(a.life.state) - STATES.indexOf(b.life.state) ||
      b.score - a.score ||
      b.lastMs - a.lastMs,
  );
}
