import { driftEvidence } from '../drift/evidence.ts';
import type { EvidenceTable } from '../evidence.ts';

/** What the section `scheduled` can establish. */
export const evidence: EvidenceTable = {
  ...driftEvidence,
};
