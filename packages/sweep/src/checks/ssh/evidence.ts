import { driftEvidence } from '../drift/evidence.ts';
import type { EvidenceTable } from '../evidence.ts';

/** What the section `ssh` can establish. */
export const evidence: EvidenceTable = {
  ...driftEvidence,
  'root-key': { role: 'identity', contribution: 0.4, text: 'it opens root' },
  'service-key': {
    role: 'identity',
    contribution: 0.4,
    text: 'it opens the service account {user}',
  },
  'key-command': { role: 'context', contribution: 0.1, text: 'it is tied to a command' },
  'key-authority': {
    role: 'identity',
    contribution: 0.4,
    text: 'every certificate of its authority gets in',
  },
  'key-file-writable': { role: 'context', contribution: 0.3, text: 'anybody may write {file}' },
  'key-file-scratch': {
    role: 'identity',
    contribution: 0.5,
    text: '{file} leads to a scratch directory',
  },
  'expiring-key': {
    role: 'proof',
    contribution: -0.5,
    text: 'a key of the Google Cloud console that expires within a day',
  },
  'ssh-weaker': { role: 'behaviour', contribution: 0.4, text: 'it lowers the guard of sshd' },
  'ssh-trusts-more': {
    role: 'behaviour',
    contribution: 0.4,
    text: 'it makes sshd trust somebody else',
  },
  'ssh-default': { role: 'proof', contribution: -0.4, text: 'the default of OpenSSH' },
  'known-key-command': { role: 'proof', contribution: -0.3, text: 'a well-known source of keys' },
};
