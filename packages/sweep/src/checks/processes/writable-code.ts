import type { Check } from '../check.ts';

export const writableCode: Check = {
  id: 'writable-code',
  title: 'A daemon has executable memory that it can write',
  why: 'Injected code needs memory that is both. Daemons that never had any and now do have changed.',
  subject: 'writable-code',
  sections: ['processes'],
  attack: ['T1055'],
  lookAlikes: ['node, java, php and others compile as they run: learned at the first sweep'],
  next: 'Restart the daemon if you upgraded it; else look at /proc/{pid}/maps.',
  summary: '{exe} (process {pid}) now has executable memory that it can write',
  rules: [
    { disposition: 'ambiguous', severity: 'low', all: ['writable-code'], onChange: 'changed' },
  ],
};
