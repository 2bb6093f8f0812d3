import type { Check } from '../check.ts';

export const nameMismatch: Check = {
  id: 'name-mismatch',
  title: 'A program calls itself by another program’s name',
  why: 'Malware takes the name of a daemon you know, so that a glance at the process list finds nothing.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1036.004', 'T1036.005'],
  lookAlikes: [
    'interpreters, busybox and programs that set their title: their own programs are installed by a package',
  ],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: '{exe} calls itself {claimed} (process {pid})',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['claims-other-program'],
      none: ['container-runtime'],
      any: [['scratch', 'deleted', 'memfd', 'hidden-dir', 'pegged']],
    },
    {
      disposition: 'ambiguous',
      severity: 'medium',
      all: ['claims-other-program'],
      none: ['container-runtime'],
    },
  ],
};
