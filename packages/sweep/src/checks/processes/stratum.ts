import type { Check } from '../check.ts';

export const stratum: Check = {
  id: 'stratum',
  title: 'A command line speaks of mining',
  why: 'Miners are told on their command line where to send their shares; the words (stratum, wallet, donate-level) have no other use.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1496'],
  lookAlikes: ['somebody who searches for these words with grep or an editor'],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: 'process {pid} was started as a miner is: {argv}',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['stratum'],
      any: [
        ['pegged', 'mining-egress', 'public-egress', 'scratch', 'deleted', 'memfd', 'nonsystem'],
      ],
    },
    { disposition: 'ambiguous', severity: 'medium', all: ['stratum'] },
  ],
};
