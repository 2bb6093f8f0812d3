import type { Check } from '../check.ts';

/** Shell histories that keep nothing. */
export const shellHistory: Check = {
  id: 'shell-history',
  title: 'Shell history discarded',
  why: 'A history that leads to /dev/null is how intruders leave no record of what they typed.',
  subject: 'shell-history',
  sections: ['hidden'],
  attack: ['T1070.003'],
  lookAlikes: ['administrators who do so on purpose: learned'],
  next: 'Ask {user} whether this is theirs.',
  summary: 'The shell history of {user} is discarded.',
  rules: [
    { disposition: 'ambiguous', severity: 'low', all: ['history-discarded'], onChange: true },
  ],
};
