import type { Check } from '../check.ts';

export const stratum: Check = {
  id: 'stratum',
  title: 'A program speaks of mining',
  why: 'Miners are told where to send their shares, on the command line or in the environment, and speak a protocol of their own; its words (stratum, wallet, donate-level) have no other use.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1496'],
  lookAlikes: ['somebody who searches for these words with grep or an editor'],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: 'process {pid} ({exe}) was started as a miner is: {argv}',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [
        ['stratum', 'mining-environment', 'mining-binary'],
        ['pegged', 'mining-egress', 'public-egress', 'scratch', 'deleted', 'memfd', 'nonsystem'],
      ],
    },
    { disposition: 'ambiguous', severity: 'medium', any: [['stratum', 'mining-environment']] },
  ],
};
