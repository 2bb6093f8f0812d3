import type { EvidenceTable } from '../evidence.ts';

/** What files of every section about persistence have in common (probe/drift.sh, content.sh). */
export const driftEvidence = {
  'scratch-command': {
    role: 'behaviour',
    contribution: 0.5,
    text: 'it runs something from a scratch directory: {line}',
  },
  'download-to-shell': {
    role: 'behaviour',
    contribution: 0.5,
    text: 'it runs what it downloads: {line}',
  },
  'encoded-to-shell': {
    role: 'behaviour',
    contribution: 0.5,
    text: 'it runs what it decodes: {line}',
  },
  'socket-redirection': {
    role: 'behaviour',
    contribution: 0.5,
    text: 'it ties a shell to a socket: {line}',
  },
  'package-modified': {
    role: 'identity',
    contribution: 0.3,
    text: 'it differs from what {package} installed',
  },
  'package-activity': {
    role: 'proof',
    contribution: -0.3,
    text: 'packages were being installed when it changed',
  },
  'package-installed': {
    role: 'proof',
    contribution: -0.4,
    text: 'dnf placed it with the time it was built, as the log says',
  },
} as const satisfies EvidenceTable;
