import type { Check } from '../check.ts';

/** Files with capabilities. */
export const fileCapabilities: Check = {
  id: 'file-capabilities',
  title: 'File with capabilities',
  why: 'A capability on an interpreter is a setuid shell by another name, and no listing of modes shows it.',
  subject: 'file-capabilities',
  sections: ['setuid'],
  attack: ['T1548.001'],
  lookAlikes: [
    'ping, mtr-packet, dumpcap, newuidmap and the like: owned by a package',
    'net_bind_service on node, java, python: learned',
  ],
  next: 'Take it off (setcap -r) if nobody can say why {path} has it.',
  summary: '{path} has {capabilities}.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['capability-broad', 'capability-interpreter'],
    },
    { disposition: 'benign', severity: 'info', all: ['package-owned', 'capability-usual'] },
    { disposition: 'ambiguous', severity: 'high', all: ['capability-broad'], onChange: true },
    { disposition: 'ambiguous', severity: 'low', all: ['file-capability'], onChange: true },
  ],
};
