import { driftEvidence } from '../drift/evidence.ts';
import type { EvidenceTable } from '../evidence.ts';

/** What the section `startup` can establish. */
export const evidence: EvidenceTable = {
  ...driftEvidence,
  'python-import-runs': {
    role: 'behaviour',
    contribution: 0.5,
    text: 'its import line runs hidden code or programs',
  },
};
