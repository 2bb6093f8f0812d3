import type { Check } from '../check.ts';

export const cpuUnaccounted: Check = {
  id: 'cpu-unaccounted',
  title: 'Processor time is used by nobody',
  why: 'The kernel counts all time used; the processes that can be seen account for less. Somebody hidden uses the rest.',
  subject: 'unaccounted-cpu',
  sections: ['processes'],
  attack: ['T1014', 'T1496'],
  lookAlikes: [
    'hosts that start hundreds of processes each second: said as limited coverage instead',
    'interrupts and time stolen by other machines are not counted',
  ],
  next: 'Trust nothing that this host prints: compare with the hypervisor’s view, then image it.',
  summary: '{percent} % of a core is used by a process that cannot be seen',
  rules: [{ disposition: 'ambiguous', severity: 'high', all: ['unaccounted-cpu'] }],
};
