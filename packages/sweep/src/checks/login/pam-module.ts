import type { Check } from '../check.ts';

/** The libraries that see every password. */
export const pamModule: Check = {
  id: 'pam-module',
  title: 'Changed PAM module',
  why: 'A module of PAM sees every password in clear and may accept one of its own.',
  subject: 'pam-module',
  sections: ['login'],
  attack: ['T1556.003'],
  lookAlikes: [
    'an upgrade of the package under way: within two minutes of an entry of dpkg.log',
    'modules built by hand: learned',
  ],
  next: 'Compare it with its package (dpkg --verify); reinstall its package after keeping a copy.',
  summary: '{file} is new, or differs from what its package installed.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'low',
      all: ['package-activity'],
      none: ['package-installed'],
      onChange: true,
    },
    { disposition: 'ambiguous', severity: 'critical', all: ['package-modified'] },
    { disposition: 'ambiguous', severity: 'high', none: ['package-installed'], onChange: true },
  ],
};
