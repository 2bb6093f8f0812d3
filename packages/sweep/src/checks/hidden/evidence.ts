import type { EvidenceTable } from '../evidence.ts';

/** What the section `hidden` can establish. */
export const evidence: EvidenceTable = {
  'hidden-in-scratch': {
    role: 'identity',
    contribution: 0.3,
    text: 'it is hidden in a directory that everybody may write to',
  },
  'hidden-in-socket-directory': {
    role: 'identity',
    contribution: 0.5,
    text: 'it is a file in a directory that is for sockets only',
  },
  'hidden-in-shm': {
    role: 'identity',
    contribution: 0.5,
    text: 'it is a program in shared memory',
  },
  'hidden-in-dev': { role: 'identity', contribution: 0.4, text: 'it is a file among the devices' },
  'hidden-in-system': {
    role: 'identity',
    contribution: 0.5,
    text: 'it is a hidden program in a program directory',
  },
  'hidden-dots-name': {
    role: 'identity',
    contribution: 0.5,
    text: 'its name, or that of its directory, is made of dots and spaces',
  },
  'hidden-space-name': {
    role: 'identity',
    contribution: 0.4,
    text: 'its name ends in a space or holds a control character',
  },
  'hidden-program': { role: 'identity', contribution: 0.2, text: 'it starts as programs do' },
  'login-log': { role: 'context', contribution: 0.1, text: '{path}: {state}' },
  'log-discarded': {
    role: 'behaviour',
    contribution: 0.5,
    text: 'it leads to a device that keeps nothing',
  },
  'log-dangling': { role: 'behaviour', contribution: 0.3, text: 'it leads nowhere' },
  'log-empty': {
    role: 'behaviour',
    contribution: 0.3,
    text: 'it is empty, and no rotated file explains it',
  },
  'log-absent': {
    role: 'behaviour',
    contribution: 0.3,
    text: 'it is gone, and no rotated file explains it',
  },
  'history-discarded': {
    role: 'behaviour',
    contribution: 0.3,
    text: 'the shell history of {user} leads to a device that keeps nothing',
  },
  'package-owned': {
    role: 'proof',
    contribution: -0.5,
    text: 'a package owns it and its bytes are unchanged',
  },
};
