import type { Check } from '../check.ts';

/** Users that come or change. */
export const account: Check = {
  id: 'account',
  title: 'New or changed account',
  why: 'A new account, or a service account that gets a login shell, is the plainest way to come back.',
  subject: 'account',
  sections: ['accounts'],
  attack: ['T1136.001', 'T1078.003'],
  lookAlikes: [
    'service accounts that packages add: user id below 1000, no login shell',
    'service accounts with a shell that packages add, such as postgres: low while packages are installed',
    'users of a directory service: only /etc/passwd is compared',
    'the first sweep: what is there is learned',
  ],
  next: 'Ask who added {user}; if nobody did, lock it and look for its keys and processes.',
  summary: 'Account {user} (uid {uid}, shell {shell}) is new or changed.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'low',
      all: ['service-login', 'package-activity'],
      none: ['uid-zero'],
      onChange: true,
    },
    {
      disposition: 'ambiguous',
      severity: 'high',
      all: ['service-login'],
      none: ['uid-zero'],
      onChange: true,
    },
    {
      disposition: 'ambiguous',
      severity: 'medium',
      none: ['uid-zero', 'service-account'],
      onChange: true,
    },
  ],
};
