import type { Check } from '../check.ts';

export const zombieLeader: Check = {
  id: 'zombie-leader',
  title: 'A process hides behind its own ended first thread',
  why: 'When the first thread ends and others go on, /proc shows an empty husk: no program, no command line. Tools that skip zombies skip what goes on behind it.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1564'],
  lookAlikes: [
    'real zombies: one thread, no CPU time',
    'a few runtimes end their first thread: their program is installed, and they neither peg nor mine',
  ],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: 'process {pid} looks dead, but {threads} of its threads run {exe}',
  rules: [
    {
      disposition: 'slam-dunk',
      severity: 'critical',
      all: ['zombie-leader', 'pegged', 'mining-egress'],
    },
    {
      disposition: 'benign',
      severity: 'info',
      all: ['zombie-leader', 'owned'],
      none: ['pegged', 'mining-egress', 'scratch', 'deleted'],
    },
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['zombie-leader'],
      any: [['pegged', 'scratch', 'hidden-dir', 'deleted', 'memfd', 'mining-egress']],
    },
    { disposition: 'ambiguous', severity: 'medium', all: ['zombie-leader'] },
  ],
};
