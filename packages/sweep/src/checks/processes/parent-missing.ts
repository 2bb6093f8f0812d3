import type { Check } from '../check.ts';

export const parentMissing: Check = {
  id: 'parent-missing',
  title: 'A process has a parent that cannot be seen',
  why: 'Every process has a parent in the list. One whose parent is missing for minutes has a hidden one.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1014'],
  lookAlikes: [
    'the parent ended just now: only processes older than five minutes count, and the parent is looked for again',
  ],
  next: 'Look for process {ppid} by hand: ls /proc/{ppid}.',
  summary: 'process {pid} ({exe}) has a parent, {ppid}, that cannot be seen',
  rules: [{ disposition: 'ambiguous', severity: 'high', all: ['parent-missing'] }],
};
