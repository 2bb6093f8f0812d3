import { compareDispositions, compareSeverities } from '@vedette/core';

import type { Finding } from './finding.ts';

/** Most serious first; equal ones by id, so that the order is total. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareDispositions(a.disposition, b.disposition) ||
    compareSeverities(a.severity, b.severity) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}
