import { driftEvidence } from '../drift/evidence.ts';
import type { EvidenceTable } from '../evidence.ts';

/** What the section `login` can establish. */
export const evidence: EvidenceTable = {
  ...driftEvidence,
  'pam-exec': {
    role: 'behaviour',
    contribution: 0.4,
    text: 'it runs a program at each login: {line}',
  },
  'pam-permit': { role: 'behaviour', contribution: 0.5, text: 'it lets everybody in: {line}' },
  'sudo-nopasswd-all': {
    role: 'behaviour',
    contribution: 0.4,
    text: 'everything without a password: {line}',
  },
};
