import type { Check } from '../check.ts';

/** Kernel modules that do not come from the kernel package. */
export const kernelModule: Check = {
  id: 'kernel-module',
  title: 'New kernel module from outside the kernel tree',
  why: "Code in the kernel can hide anything. Modules of the kernel package come and go with hardware; others are somebody's decision.",
  subject: 'module',
  sections: ['kernel'],
  attack: ['T1547.006'],
  lookAlikes: [
    'modules of the running kernel autoload: those in its kernel/ tree and without taint are not listed',
    'DKMS, weak-updates and vendor modules (nvidia, zfs, vbox): learned, low when new',
    'live patches carry the K flag',
    'a kernel whose module tree was removed by an upgrade: said as limited',
  ],
  next: 'Find out what installed {path}; modinfo {name} names its author.',
  summary: 'The kernel module {name} from {path} (flags {flags}) is new or changed.',
  rules: [
    { disposition: 'benign', severity: 'info', all: ['package-owned'], none: ['module-forced'] },
    {
      disposition: 'ambiguous',
      severity: 'low',
      any: [['module-addon', 'module-livepatch']],
      onChange: true,
    },
    { disposition: 'ambiguous', severity: 'high', all: ['module-no-file'], onChange: true },
    { disposition: 'ambiguous', severity: 'medium', all: ['module-loaded'], onChange: true },
  ],
};
