import type { Check } from '../check.ts';

export const hiddenProcess: Check = {
  id: 'hidden-process',
  title: 'A process is hidden',
  why: 'A rootkit leaves its processes out of every listing. The kernel still answers when asked for each number, and its control groups still list them.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1014', 'T1564'],
  lookAlikes: [
    'processes that start or end while we look: looked at three times, more than a second apart',
    'threads: they have numbers too, and are told apart',
  ],
  next: 'Trust nothing that this host prints. Take it off the network, keep it powered, and image it.',
  summary: 'process {pid} ({exe}) is hidden from every listing',
  rules: [
    {
      disposition: 'slam-dunk',
      severity: 'critical',
      all: ['hidden'],
      any: [['pegged', 'mining-egress', 'scratch', 'deleted', 'memfd', 'public-egress']],
    },
    { disposition: 'ambiguous', severity: 'critical', all: ['hidden'] },
  ],
};
