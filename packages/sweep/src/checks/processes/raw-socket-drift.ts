import type { Check } from '../check.ts';

export const rawSocketDrift: Check = {
  id: 'raw-socket-drift',
  title: 'A program that did not before reads raw packets',
  why: 'The same for installed programs: only what is new here counts.',
  subject: 'raw-socket',
  sections: ['processes'],
  attack: ['T1205.002', 'T1040'],
  lookAlikes: ['a package owns the program'],
  next: 'If you installed a network tool, approve it.',
  summary: '{exe} (process {pid}) reads raw packets, which nothing did here before under that name',
  rules: [
    { disposition: 'benign', severity: 'info', all: ['raw-socket', 'package-owned'] },
    { disposition: 'ambiguous', severity: 'medium', all: ['raw-socket'], onChange: true },
  ],
};
