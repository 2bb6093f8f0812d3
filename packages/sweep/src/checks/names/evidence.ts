import { driftEvidence } from '../drift/evidence.ts';
import type { EvidenceTable } from '../evidence.ts';

/** What the section `names` can establish. */
export const evidence: EvidenceTable = {
  ...driftEvidence,
  'scratch-library-path': {
    role: 'behaviour',
    contribution: 0.5,
    text: 'libraries are looked for where anybody may write: {line}',
  },
  'update-redirected': {
    role: 'behaviour',
    contribution: 0.4,
    text: 'an update server leads elsewhere: {line}',
  },
  'update-mirror': {
    role: 'context',
    contribution: 0.2,
    text: 'an update server leads into a private network: {line}',
  },
  'source-redirected': {
    role: 'context',
    contribution: 0.2,
    text: 'a source of software leads elsewhere: {line}',
  },
  'runtime-resolver': { role: 'proof', contribution: -0.3, text: 'a program keeps it up to date' },
  immutable: { role: 'behaviour', contribution: 0.4, text: 'chattr has locked it' },
  'guard-off': { role: 'behaviour', contribution: 0.4, text: 'it is {state}' },
  'journal-off': { role: 'behaviour', contribution: 0.4, text: 'nothing that happens is kept' },
};
