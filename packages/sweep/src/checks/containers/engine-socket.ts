import type { Check } from '../check.ts';

/** Engine socket that every user may use. */
export const engineSocket: Check = {
  id: 'engine-socket',
  title: 'Container engine open to every user',
  why: "Whoever may write to the engine's socket is root; mode 666 gives that to every user and every service.",
  subject: 'engine-socket',
  sections: ['containers'],
  attack: ['T1611', 'T1548'],
  lookAlikes: ['mode 660 with the group docker is the default and not listed'],
  next: 'chmod 660 {path} and put those who need it into its group.',
  summary: 'Every user of the host may command the container engine through {path}.',
  rules: [{ disposition: 'ambiguous', severity: 'high', all: ['engine-socket-open'] }],
};
