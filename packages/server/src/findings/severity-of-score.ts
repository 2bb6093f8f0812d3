import { SEVERITIES, type Severity } from '@vedette/core';

/**
 * By the score alone: what the published examples call alarming (`curl … | bash` as root, at least
 * 0.9) is high, a debug shell left running (0.8) medium, a new build script (0.5 to 0.8) low.
 */
const STEPS: readonly (readonly [from: number, severity: Severity])[] = [
  [0.97, 'critical'],
  [0.9, 'high'],
  [0.8, 'medium'],
  [0.5, 'low'],
];
/** A workload where more than one event in a hundred is as strange is not alarmed by one. */
const USUAL_SHARE = 0.01;

/**
 * How serious an execution is: by its score, and one step less where the workload's own past has
 * much that is as strange (p above 1 %).
 */
export function severityOfScore(score: number, p: number): Severity {
  const severity = STEPS.find(([from]) => score >= from)?.[1] ?? 'info';
  if (p <= USUAL_SHARE) return severity;
  return SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)] ?? 'info';
}
