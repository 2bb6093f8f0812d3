import type { Check } from '../check.ts';

/** Kernel modules that one of two lists leaves out. */
export const hiddenModule: Check = {
  id: 'hidden-module',
  title: 'Hidden kernel module',
  why: 'A module that takes itself off a list of modules does what only rootkits do; the kernel cannot be believed any more.',
  subject: 'module-view',
  sections: ['kernel'],
  attack: ['T1014', 'T1547.006'],
  lookAlikes: [
    'a module that is being loaded or unloaded: only live ones count, looked at twice, a second apart',
    'sandboxes that mask /proc/modules wholly: said as something not seen',
    'built-in modules have no initstate',
  ],
  next: 'Treat the host as taken over at kernel level: preserve its memory from outside, then reinstall.',
  summary: 'The kernel module {name} is hidden from {missing}.',
  rules: [{ disposition: 'slam-dunk', severity: 'critical', all: ['module-hidden'] }],
};
