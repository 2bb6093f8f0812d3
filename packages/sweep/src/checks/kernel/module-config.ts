import type { Check } from '../check.ts';

/** Commands that run instead of loading a module. */
export const moduleConfig: Check = {
  id: 'module-config',
  title: 'Command in the module configuration',
  why: 'An install line in modprobe.d runs its command as root whenever the module is wanted.',
  subject: 'module-config',
  sections: ['kernel'],
  attack: ['T1547.006', 'T1546'],
  lookAlikes: [
    'hardening guides: install lines with /bin/true and /bin/false are left out',
    'lines that packages ship: learned',
  ],
  next: 'Read {path}; remove the line if nobody added it.',
  summary: 'Loading {name} runs: {value}',
  rules: [
    { disposition: 'ambiguous', severity: 'high', all: ['module-install-scratch'] },
    {
      disposition: 'ambiguous',
      severity: 'medium',
      all: ['module-install-command'],
      onChange: true,
    },
  ],
};
