import type { Check } from '../check.ts';

export const droppedInContainer: Check = {
  id: 'dropped-in-container',
  title: 'A program was put into a running container',
  why: 'What runs in a container comes in its image. A program that was written there afterwards was brought by somebody.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1105', 'T1610'],
  lookAlikes: ['apt-get or pip in a container: short-lived, and not in a scratch directory'],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: '{exe} (process {pid}) is not part of the image of its container',
  rules: [
    { disposition: 'slam-dunk', severity: 'critical', all: ['dropped', 'mining-egress', 'pegged'] },
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['dropped', 'pegged'],
      any: [['scratch', 'deleted', 'hidden-dir']],
    },
    { disposition: 'ambiguous', severity: 'medium', all: ['dropped', 'scratch'] },
  ],
};
