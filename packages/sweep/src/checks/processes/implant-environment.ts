import type { Check } from '../check.ts';

export const implantEnvironment: Check = {
  id: 'implant-environment',
  title: 'A process has the environment of a known implant',
  why: 'BPFDoor starts itself with HOME=/tmp and no history; nothing else does.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1205.002', 'T1070.003'],
  lookAlikes: [],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: 'process {pid} ({exe}) runs with HOME=/tmp and no history',
  rules: [
    { disposition: 'ambiguous', severity: 'high', all: ['implant-environment'], none: ['tty'] },
  ],
};
