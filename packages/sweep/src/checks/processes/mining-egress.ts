import type { Check } from '../check.ts';

export const miningEgress: Check = {
  id: 'mining-egress',
  title: 'A process talks to a mining pool’s port',
  why: 'Mining pools listen on a handful of ports that little else uses. A connection there is most often a miner.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1496', 'T1571'],
  lookAlikes: [
    'partners’ services on such a port: approve once; ports that other software uses too count only with something odd about the program',
  ],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: '{exe} (process {pid}) is connected to {remote}, a port of mining pools',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['mining-egress'],
      any: [['deleted', 'memfd', 'scratch', 'hidden-dir', 'pegged', 'stratum']],
    },
    { disposition: 'ambiguous', severity: 'medium', all: ['mining-egress'] },
    {
      disposition: 'ambiguous',
      severity: 'medium',
      any: [
        ['mining-port-common', 'mining-port-private'],
        ['deleted', 'memfd', 'scratch', 'hidden-dir', 'pegged', 'stratum'],
      ],
    },
  ],
};
