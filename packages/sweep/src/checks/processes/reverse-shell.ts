import type { Check } from '../check.ts';

export const reverseShell: Check = {
  id: 'reverse-shell',
  title: 'A shell takes its commands from the network',
  why: 'When a shell’s input and output are one connection, somebody elsewhere types.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1059.004', 'T1071'],
  lookAlikes: [
    'commands over ssh: pipes or a terminal, never the connection itself',
    'inetd-style services: programs, not shells',
  ],
  next: 'Look who is at the other end ({remote}) and what started it (process {ppid}). Do not kill it: that destroys the evidence.',
  summary: '{exe} (process {pid}) takes its commands from {remote}',
  rules: [
    {
      disposition: 'slam-dunk',
      severity: 'critical',
      all: ['reverse-shell', 'interactive', 'remote-public'],
    },
    { disposition: 'ambiguous', severity: 'high', all: ['reverse-shell'] },
  ],
};
