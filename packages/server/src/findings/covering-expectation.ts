import { compareDispositions, compareSeverities } from '@vedette/core';

import type { OrgBook } from './findings-book.ts';
import type { KeptFinding } from './findings-state.ts';

/**
 * The expectation of another finding that also covers this one: for the scope `workload`, of the
 * same program (or check) in the same workload (or on the same host); for `fleet`, of the same
 * command or item anywhere. Never what is more serious than what a person saw and expected.
 */
export function coveringExpectation(
  { findings }: OrgBook,
  fresh: KeptFinding,
): KeptFinding | undefined {
  for (const kept of findings.values()) if (covers(kept, fresh)) return kept;
  return undefined;
}

/** Whether the expectation of one finding covers another one. */
export function covers(kept: KeptFinding, fresh: KeptFinding): boolean {
  const { life, watch, subject, severity, disposition } = kept.finding;
  if (life.state !== 'expected' || life.scope === 'shape') return false;
  if (kept.coveredBy !== null || watch !== fresh.finding.watch) return false;
  if (compareSeverities(fresh.finding.severity, severity) < 0) return false;
  if (compareDispositions(fresh.finding.disposition, disposition) < 0) return false;
  if (life.scope === 'fleet') return fresh.keys.every((key) => kept.keys.includes(key));
  return subject === fresh.finding.subject && kept.program === fresh.program;
}
