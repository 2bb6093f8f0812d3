import type { Check } from '../check.ts';

export const changedRoot: Check = {
  id: 'changed-root',
  title: 'A program that did not before runs in a changed root',
  why: 'A process with another root directory sees other files than you do.',
  subject: 'changed-root',
  sections: ['processes'],
  attack: ['T1611'],
  lookAlikes: [
    'postfix, chrony and others change their root by design: packages own them, or they are learned',
  ],
  next: 'Look at ls -l /proc/{pid}/root.',
  summary: '{exe} (process {pid}) runs with another root directory',
  rules: [
    { disposition: 'benign', severity: 'info', all: ['package-owned'] },
    { disposition: 'ambiguous', severity: 'low', all: ['changed-root'], onChange: true },
  ],
};
