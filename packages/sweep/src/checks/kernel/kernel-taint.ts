import type { Check } from '../check.ts';

/** The traces that a module leaves when it is gone, or hides. */
export const kernelTaint: Check = {
  id: 'kernel-taint',
  title: 'Kernel taint that no module explains',
  why: 'The kernel remembers that an unsigned or foreign module was loaded, even when the module has gone or hides.',
  subject: 'kernel-taint',
  sections: ['kernel'],
  attack: ['T1014', 'T1547.006'],
  lookAlikes: [
    'a visible module carries the same flag (nvidia, zfs, vbox): explained',
    'a DKMS or vendor module that was unloaded: its file is in the module tree',
    'warnings, live patches and firmware taints are left out of the mask',
  ],
  next: 'Look for hidden modules; dmesg says which module tainted the kernel.',
  summary: 'The kernel is tainted (mask {mask}) by a module that is not in sight: {missing}.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'medium',
      all: ['taint-unexplained'],
      none: ['taint-addon-tree'],
    },
    { disposition: 'ambiguous', severity: 'low', all: ['taint-unexplained'], onChange: true },
    { disposition: 'benign', severity: 'info', all: ['kernel-tainted'] },
  ],
};
