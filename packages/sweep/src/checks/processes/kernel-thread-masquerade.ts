import type { Check } from '../check.ts';

export const kernelThreadMasquerade: Check = {
  id: 'kernel-thread-masquerade',
  title: 'A program poses as a kernel thread',
  why: 'Names in brackets belong to the kernel’s own threads. A program that takes one wants to be passed over in a list.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1036.004'],
  lookAlikes: ['real kernel threads carry a flag that no program can set'],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: 'process {pid} calls itself {argv} and is really {exe}',
  rules: [
    {
      disposition: 'slam-dunk',
      severity: 'critical',
      all: ['kernel-thread-name'],
      any: [
        ['nonsystem', 'scratch', 'memfd', 'hidden-dir'],
        ['pegged', 'inet-socket', 'raw-socket'],
      ],
    },
    { disposition: 'ambiguous', severity: 'high', all: ['kernel-thread-name'] },
  ],
};
