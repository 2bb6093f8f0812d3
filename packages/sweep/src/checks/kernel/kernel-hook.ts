import type { Check } from '../check.ts';

/** Listing functions diverted by ftrace. */
export const kernelHook: Check = {
  id: 'kernel-hook',
  title: 'Kernel function diverted',
  why: 'Rootkits for current kernels hide files, sockets and processes by diverting a few functions with ftrace.',
  subject: 'kernel-hook',
  sections: ['kernel'],
  attack: ['T1014'],
  lookAlikes: [
    'kprobes, BPF tracing and live patching divert functions too: known by their handler, learned',
    'security agents with a module of their own: the module is in sight, learned',
  ],
  next: 'Find out what traces {function}; if nothing does, treat the host as taken over at kernel level.',
  summary: 'The kernel function {function} is diverted (module {module}).',
  rules: [
    { disposition: 'ambiguous', severity: 'high', all: ['hook-hiding', 'hook-anonymous'] },
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['hook-hiding', 'hook-module'],
      onChange: true,
    },
    { disposition: 'ambiguous', severity: 'low', all: ['hook-traced'], onChange: true },
    { disposition: 'ambiguous', severity: 'medium', all: ['hook-hiding'], onChange: true },
  ],
};
