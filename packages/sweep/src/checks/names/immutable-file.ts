import type { Check } from '../check.ts';

/** Files locked against their owner. */
export const immutableFile: Check = {
  id: 'immutable-file',
  title: 'File locked against change',
  why: 'Malware locks its own key, cron line or library with chattr so that it cannot be taken out.',
  subject: 'immutable-file',
  sections: ['names'],
  attack: ['T1222.002'],
  lookAlikes: ['hardening guides and administrators who lock resolv.conf: learned'],
  next: 'lsattr {file} shows it, chattr -i {file} undoes it; look at what the file holds first.',
  summary: '{file} is locked against change (chattr +i or +a).',
  rules: [{ disposition: 'ambiguous', severity: 'medium', all: ['immutable'], onChange: true }],
};
