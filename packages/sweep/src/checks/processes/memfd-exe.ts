import type { Check } from '../check.ts';

export const memfdExe: Check = {
  id: 'memfd-exe',
  title: 'A process runs from memory only',
  why: 'A program that was never a file on disk leaves nothing for a scanner: loaders of miners and backdoors start their payload this way.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1620'],
  lookAlikes: [
    'runc, crun and LXC run from a sealed copy of themselves: byte for byte the installed runtime',
  ],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: 'process {pid} ({comm}) runs from memory, not from a file ({exe})',
  rules: [
    { disposition: 'benign', severity: 'info', all: ['memfd', 'container-runtime'] },
    {
      disposition: 'slam-dunk',
      severity: 'critical',
      all: ['memfd', 'older-than-minute'],
      any: [['pegged', 'mining-egress']],
    },
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['memfd'],
      any: [['pegged', 'mining-egress', 'stratum', 'public-egress']],
    },
    { disposition: 'ambiguous', severity: 'medium', all: ['memfd'] },
  ],
};
