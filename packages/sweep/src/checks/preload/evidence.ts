import type { EvidenceTable } from '../evidence.ts';

/** What the section `preload` can establish. */
export const evidence: EvidenceTable = {
  'preload-listed': {
    role: 'behaviour',
    contribution: 0.2,
    text: '/etc/ld.so.preload names {path}',
  },
  'preload-mapped': {
    role: 'behaviour',
    contribution: 0.2,
    text: '{path} is mapped into a process of our own',
  },
  'preload-unannounced': { role: 'behaviour', contribution: 0.3, text: 'nothing announces it' },
  'preload-unowned': { role: 'identity', contribution: 0.4, text: 'no package owns it' },
  'preload-outside': {
    role: 'identity',
    contribution: 0.2,
    text: 'it lies outside the library directories',
  },
  'preload-scratch': {
    role: 'identity',
    contribution: 0.6,
    text: 'it lies in a scratch directory or is hidden',
  },
  'preload-deleted': { role: 'identity', contribution: 0.6, text: 'its file has been deleted' },
  'preload-missing': { role: 'context', contribution: 0.1, text: 'there is no such file' },
  'preload-file-hidden': {
    role: 'behaviour',
    contribution: 0.6,
    text: 'opening /etc/ld.so.preload by name and listing its directory disagree, twice',
  },
  'package-owned': {
    role: 'proof',
    contribution: -0.5,
    text: 'a package owns it and its bytes are unchanged',
  },
  'package-modified': {
    role: 'identity',
    contribution: 0.3,
    text: 'it differs from what {package} installed',
  },
};
