import {
  compareDispositions,
  compareSeverities,
  lowerDisposition,
  lowerSeverity,
} from '@vedette/core';

import type { Check } from '../checks/check.ts';
import { type CheckVerdict, judgeEvidence } from '../judge/judge-evidence.ts';
import type { Observation } from './observation.ts';

/**
 * Judges an observation again and takes, check by check, the lower of the host's verdict and our
 * own: a host can talk itself down, never up. A check that only one of the two saw fire is left
 * out.
 */
export function narrowVerdicts(
  observation: Observation,
  checks: readonly Check[],
): readonly CheckVerdict[] {
  const evidence = new Set([...observation.evidence, ...observation.held]);
  return judgeEvidence(checks, observation.subject, evidence).flatMap((own) => {
    const claims = observation.claims.filter((claim) => claim.check === own.check);
    // A host that claims a check twice is taken at its lowest word.
    const [disposition] = claims
      .map((claim) => claim.disposition)
      .toSorted(compareDispositions)
      .toReversed();
    const [severity] = claims
      .map((claim) => claim.severity)
      .toSorted(compareSeverities)
      .toReversed();
    if (disposition === undefined || severity === undefined) return [];
    return [
      {
        ...own,
        disposition: lowerDisposition(own.disposition, disposition),
        severity: lowerSeverity(own.severity, severity),
      },
    ];
  });
}
