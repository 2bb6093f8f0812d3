import type { Check } from '../check.ts';

export const daemon: Check = {
  id: 'daemon',
  title: 'Programs that run as daemons',
  why: 'Which programs this host runs, and from which file: what lets a later sweep prove that a replaced program is the one that always ran here. It never alerts.',
  subject: 'daemon',
  sections: ['processes'],
  attack: ['T1036'],
  lookAlikes: [],
  next: 'Nothing to do.',
  summary: '{exe} runs as a daemon',
  rules: [{ disposition: 'benign', severity: 'info' }],
};
