import type { Check } from '../check.ts';

export const oddName: Check = {
  id: 'odd-name',
  title: 'A process has a name that breaks listings',
  why: 'A newline or a bracket in a name makes tools lose the line. Nobody names a program so by accident.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1036', 'T1564'],
  lookAlikes: ['test suites of process tools'],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: 'process {pid} has a name made to break listings: {comm}',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [
        ['odd-name', 'forged-name'],
        ['pegged', 'scratch', 'deleted', 'memfd', 'mining-egress', 'forged-name'],
      ],
    },
    { disposition: 'ambiguous', severity: 'medium', any: [['odd-name', 'forged-name']] },
  ],
};
