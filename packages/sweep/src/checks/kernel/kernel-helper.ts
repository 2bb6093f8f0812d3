import type { Check } from '../check.ts';

/** Programs that the kernel starts by itself. */
export const kernelHelper: Check = {
  id: 'kernel-helper',
  title: 'Program that the kernel starts was changed',
  why: 'The kernel starts these programs as root when something crashes, a module is wanted or a format is met: a way to come back that no list of services shows.',
  subject: 'kernel-helper',
  sections: ['kernel'],
  attack: ['T1546', 'T1574'],
  lookAlikes: [
    'apport, systemd-coredump, abrt: owned by a package',
    'qemu-user, wine, mono, java: interpreters owned by a package',
    'core dumps to a plain file name start nothing',
  ],
  next: 'See who set {helper} to {value}; set it back if nobody did.',
  summary: 'The kernel starts {program} for {helper}.',
  rules: [
    { disposition: 'ambiguous', severity: 'high', all: ['helper-scratch'] },
    {
      disposition: 'benign',
      severity: 'info',
      any: [['package-owned', 'helper-usual', 'helper-plain']],
    },
    { disposition: 'ambiguous', severity: 'high', all: ['helper-credentials'], onChange: true },
    {
      disposition: 'ambiguous',
      severity: 'medium',
      any: [['helper-runs', 'helper-writes-system']],
      onChange: true,
    },
  ],
};
