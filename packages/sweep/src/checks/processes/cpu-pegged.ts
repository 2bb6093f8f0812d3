import type { Check } from '../check.ts';

export const cpuPegged: Check = {
  id: 'cpu-pegged',
  title: 'A program computes at full speed out of a scratch directory',
  why: 'A miner costs you the whole machine. Much else computes at full speed too, so this counts only together with where it works from.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1496'],
  lookAlikes: [
    'databases, compilers, node or java at 100 %: their programs are not in a scratch directory, and they do not work in one for minutes without a terminal',
  ],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: 'process {pid} ({exe}) has used {cpu_life} % of a core for {age} s and works in {cwd}',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'medium',
      all: ['pegged-long'],
      any: [['scratch-cwd', 'scratch-script']],
      none: ['tty'],
    },
  ],
};
