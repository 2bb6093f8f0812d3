import type { Check } from '../check.ts';

export const lowFdSocket: Check = {
  id: 'low-fd-socket',
  title: 'A program that did not before has the network as its input',
  why: 'Programs started by a network service have its connection as input; a new one may be a backdoor’s.',
  subject: 'low-fd-socket',
  sections: ['processes'],
  attack: ['T1059'],
  lookAlikes: ['inetd and socket-activated services: learned at the first sweep'],
  next: 'Look at what started process {pid}.',
  summary: '{exe} (process {pid}) has a network connection as its standard input or output',
  rules: [
    { disposition: 'benign', severity: 'info', all: ['package-owned'] },
    { disposition: 'ambiguous', severity: 'low', all: ['low-fd-socket'], onChange: true },
  ],
};
