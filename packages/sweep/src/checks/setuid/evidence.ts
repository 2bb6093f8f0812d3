import type { EvidenceTable } from '../evidence.ts';

/** What the section `setuid` can establish. */
export const evidence: EvidenceTable = {
  'package-moment': {
    role: 'proof',
    contribution: -0.3,
    text: 'its mode and owner were last changed while dpkg installed that package',
  },
  'setuid-file': {
    role: 'identity',
    contribution: 0.2,
    text: 'it runs with the rights of user {owner} (mode {mode})',
  },
  'setgid-file': {
    role: 'identity',
    contribution: 0.1,
    text: 'it runs with the rights of group {group} (mode {mode})',
  },
  'setuid-root': { role: 'identity', contribution: 0.2, text: 'it runs as root' },
  'setuid-shell': {
    role: 'identity',
    contribution: 0.6,
    text: 'it is a shell, or a program that hands one out',
  },
  'setuid-scratch': { role: 'identity', contribution: 0.5, text: 'it lies in a scratch directory' },
  'setuid-home': {
    role: 'identity',
    contribution: 0.2,
    text: 'it lies in a home or a web directory',
  },
  'setuid-odd-name': { role: 'identity', contribution: 0.5, text: 'its name holds a line break' },
  'setuid-usual': {
    role: 'proof',
    contribution: -0.2,
    text: 'distributions ship a program of this name with these rights',
  },
  'setuid-other-root': {
    role: 'proof',
    contribution: -0.2,
    text: 'it belongs to a whole system that is unpacked there',
  },
  'file-capability': { role: 'identity', contribution: 0.2, text: 'it has {capabilities}' },
  'capability-broad': {
    role: 'identity',
    contribution: 0.4,
    text: 'these capabilities amount to root',
  },
  'capability-interpreter': {
    role: 'identity',
    contribution: 0.4,
    text: 'it runs whatever it is given',
  },
  'capability-usual': {
    role: 'proof',
    contribution: -0.2,
    text: 'distributions ship a program of this name with capabilities',
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
