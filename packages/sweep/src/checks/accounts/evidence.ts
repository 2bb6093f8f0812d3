import { driftEvidence } from '../drift/evidence.ts';
import type { EvidenceTable } from '../evidence.ts';

/** What the section `accounts` can establish. */
export const evidence: EvidenceTable = {
  'package-activity': driftEvidence['package-activity'],
  'uid-zero': { role: 'identity', contribution: 0.5, text: '{user} has user id 0' },
  'password-empty': { role: 'identity', contribution: 0.5, text: 'its password is empty' },
  'service-login': {
    role: 'identity',
    contribution: 0.3,
    text: 'a service account with the login shell {shell}',
  },
  'service-account': {
    role: 'proof',
    contribution: -0.3,
    text: 'a service account without a login shell',
  },
  'admin-group': {
    role: 'identity',
    contribution: 0.4,
    text: 'members of {group} can become root',
  },
};
