import type { Check } from '../check.ts';

export const scratchExe: Check = {
  id: 'scratch-exe',
  title: 'A process runs from a scratch directory',
  why: 'Anybody may write to /tmp, /var/tmp or /dev/shm, so that is where an intruder’s first program lands. Installed software does not live there.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1059', 'T1036.005', 'T1496'],
  lookAlikes: [
    'go run and go test: the go tool is the parent',
    'what somebody builds at a terminal: it has one, and is less than ten minutes old',
  ],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: '{exe} runs from a directory that anybody may write to ({cpu_now} % CPU, process {pid})',
  rules: [
    {
      disposition: 'slam-dunk',
      severity: 'critical',
      all: ['pegged', 'mining-egress'],
      any: [['scratch', 'hidden-dir']],
      none: ['young-tty'],
    },
    {
      disposition: 'benign',
      severity: 'info',
      all: ['scratch'],
      any: [['young-tty', 'go-build']],
      none: ['mining-egress', 'stratum', 'deleted', 'hidden-dir', 'kernel-thread-name', 'odd-name'],
    },
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [
        ['scratch', 'hidden-dir'],
        ['pegged', 'stratum', 'mining-egress', 'dropped', 'hidden-dir'],
      ],
    },
    { disposition: 'ambiguous', severity: 'medium', all: ['scratch'] },
  ],
};
