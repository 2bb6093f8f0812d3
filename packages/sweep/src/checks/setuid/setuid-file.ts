import type { Check } from '../check.ts';

/** Files that run with the rights of their owner. */
export const setuidFile: Check = {
  id: 'setuid-file',
  title: 'Setuid file',
  why: 'A setuid copy of a shell gives root to whoever finds it, and survives everything but a look at its mode.',
  subject: 'setuid-file',
  sections: ['setuid'],
  attack: ['T1548.001'],
  lookAlikes: [
    'what packages ship: owned, unchanged, and a name that is shipped so',
    'a package database knows bytes, not modes: an owned program that is not on the list is learned',
    'chroots and container images unpacked in scratch directories: they have /etc, /usr and /var beside',
    'busybox: drops its rights itself',
  ],
  next: 'Take the bit off (chmod u-s) if nobody can say why {path} has it.',
  summary: '{path} runs with the rights of user {owner} (mode {mode}).',
  rules: [
    { disposition: 'ambiguous', severity: 'high', any: [['setuid-shell', 'setuid-odd-name']] },
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['setuid-scratch'],
      none: ['setuid-other-root'],
    },
    { disposition: 'ambiguous', severity: 'low', all: ['setuid-other-root'], onChange: true },
    {
      disposition: 'benign',
      severity: 'info',
      all: ['package-owned'],
      any: [['setuid-usual', 'package-moment']],
    },
    { disposition: 'ambiguous', severity: 'high', all: ['package-modified'], onChange: true },
    {
      disposition: 'ambiguous',
      severity: 'low',
      any: [['package-owned', 'setgid-file']],
      onChange: true,
    },
    { disposition: 'ambiguous', severity: 'high', all: ['setuid-root'], onChange: true },
    { disposition: 'ambiguous', severity: 'medium', all: ['setuid-file'], onChange: true },
  ],
};
