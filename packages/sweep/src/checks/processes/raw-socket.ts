import type { Check } from '../check.ts';

export const rawSocket: Check = {
  id: 'raw-socket',
  title: 'A program reads raw packets',
  why: 'Backdoors such as BPFDoor wait for a magic packet on a raw socket, which shows in no list of open ports.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1205.002', 'T1040'],
  lookAlikes: [
    'dhclient, tcpdump, tailscaled and their like: a package owns them, or this host has always run them',
  ],
  next: 'Look at /proc/{pid} before anything else: ls -l /proc/{pid}/exe /proc/{pid}/cwd; copy its program with cat /proc/{pid}/exe. Do not kill it: that destroys the evidence.',
  summary: '{exe} (process {pid}) reads raw packets',
  rules: [
    {
      disposition: 'slam-dunk',
      severity: 'critical',
      all: ['raw-socket'],
      any: [
        ['deleted', 'memfd', 'implant-environment'],
        ['scratch', 'memfd', 'hidden-dir', 'vanished-nonsystem', 'implant-environment'],
      ],
      none: ['young-tty'],
    },
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['raw-socket'],
      any: [['scratch', 'deleted', 'memfd', 'hidden-dir']],
    },
    {
      disposition: 'ambiguous',
      severity: 'medium',
      all: ['raw-socket'],
      any: [['interpreter', 'nonsystem']],
      none: ['tty'],
    },
  ],
};
