import type { Check } from '../check.ts';

/** An account that anybody may enter. */
export const accountPassword: Check = {
  id: 'account-password',
  title: 'Account without a password',
  why: 'An empty password lets anybody in who may try: at the console, through su, and over SSH where it is allowed.',
  subject: 'account',
  sections: ['accounts'],
  attack: ['T1078.003'],
  lookAlikes: [
    'a locked or absent password (!, *): is not empty',
    'an account without a login shell: cannot be entered this way',
  ],
  next: 'Lock it (passwd -l {user}) or set a password.',
  summary: '{user} has an empty password and the login shell {shell}.',
  rules: [{ disposition: 'ambiguous', severity: 'high', all: ['password-empty'] }],
};
