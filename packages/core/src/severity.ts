import { z } from 'zod';

/** How bad it would be if true, from least to most (the first five levels of OCSF severity). */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;

export const Severity = z.enum(SEVERITIES);
export type Severity = (typeof SEVERITIES)[number];

/** The lower of two severities. */
export function lowerSeverity(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b;
}

/** Orders severities from most to least serious, for sorting. */
export function compareSeverities(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a);
}
