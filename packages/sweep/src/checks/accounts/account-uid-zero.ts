import type { Check } from '../check.ts';

/** A second name for root. */
export const accountUidZero: Check = {
  id: 'account-uid-zero',
  title: 'Account with the powers of root',
  why: "Every account with user id 0 is root. A second one is a way in that outlives a change of root's password.",
  subject: 'account',
  sections: ['accounts'],
  attack: ['T1136.001', 'T1098'],
  lookAlikes: ['root itself: by name', 'toor of the BSDs: there is none on Linux'],
  next: 'If nobody can say why {user} has user id 0, lock it (usermod -L {user}) and look at who made it.',
  summary: '{user} has user id 0, so it is root under another name.',
  rules: [{ disposition: 'ambiguous', severity: 'high', all: ['uid-zero'] }],
};
