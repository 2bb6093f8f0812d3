import type { Check } from '../check.ts';

export const busyProgram: Check = {
  id: 'busy-program',
  title: 'A program that was not here before computes at full speed',
  why: 'A new program that takes a whole core for minutes is worth a look; one that this host has always run is not.',
  subject: 'busy-program',
  sections: ['processes'],
  attack: ['T1496'],
  lookAlikes: [
    'programs that a package owns',
    'programs that this host ran before, whatever they use now',
  ],
  next: 'If you know the program, approve it; else look at /proc/{pid}.',
  summary: '{exe} (process {pid}) is new on this host and uses {cpu_life} % of a core',
  rules: [{ disposition: 'ambiguous', severity: 'low', all: ['pegged-long'], onChange: true }],
};
